package dev.oriel.server;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The {@code now} of a query: ISO 8601 text with a zone, or seconds since 1970 as a number, which may have a fraction; either
 * alone or in a list of one, as the public clients differ.
 *
 * @param instant the time; empty when none was sent, or when it cannot be read
 * @param problem why it cannot be read
 */
record QueryTime(Optional<Instant> instant, Optional<String> problem) {
    static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    /** What a request names it. */
    static final String NAME = "'now'";

    private static final QueryTime NONE = new QueryTime(Optional.empty(), Optional.empty());

    /** The time of one query. */
    static QueryTime read(JsonNode node) {
        if (!node.isArray()) {
            return read(node, NAME);
        }
        return switch (node.size()) {
            case 0 -> NONE;
            case 1 -> read(node.path(0));
            default -> problem(NAME, "it is a list of " + node.size());
        };
    }

    /**
     * The time that one value is.
     *
     * @param where what the problem names
     */
    static QueryTime read(JsonNode node, String where) {
        if (QueryReader.isAbsent(node)) {
            return NONE;
        }
        if (node.isString()) {
            return fromText(node.stringValue(), where);
        }
        return node.isNumber() ? fromSeconds(node, where) : problem(where, QueryReader.found(node));
    }

    private static QueryTime fromText(String text, String where) {
        try {
            return of(OffsetDateTime.parse(text).toInstant(), where);
        } catch (DateTimeException e) {
            return problem(where, "'" + text + "' is no time with a zone");
        }
    }

    private static QueryTime fromSeconds(JsonNode node, String where) {
        // The document's double is the nearest to what was sent; its shortest decimal is what was sent, up to 17
        // digits.
        BigDecimal seconds = node.isIntegralNumber()
                ? new BigDecimal(node.bigIntegerValue())
                : Double.isFinite(node.doubleValue()) ? BigDecimal.valueOf(node.doubleValue()) : BigDecimal.TEN.pow(99);
        if (seconds.compareTo(BigDecimal.valueOf(FIRST.getEpochSecond())) < 0
                || seconds.compareTo(BigDecimal.valueOf(LAST.getEpochSecond())) > 0) {
            return problem(where, "the number is not in the years 1 to 9999: it counts seconds");
        }
        long nanos = seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue();
        return of(Instant.ofEpochSecond(seconds.longValue(), nanos), where);
    }

    private static QueryTime of(Instant instant, String where) {
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            return problem(where, "the time is not in the years 1 to 9999");
        }
        return new QueryTime(Optional.of(instant), Optional.empty());
    }

    private static QueryTime problem(String where, String found) {
        return new QueryTime(
                Optional.empty(),
                Optional.of(where + " · " + found + " · one query is answered at one time · "
                        + "send for example \"2024-01-01T00:00:00Z\" or 1704067200"));
    }
}
