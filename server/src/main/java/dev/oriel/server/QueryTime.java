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
    private static final QueryTime NONE = new QueryTime(Optional.empty(), Optional.empty());

    static QueryTime read(JsonNode node) {
        if (node.isArray()) {
            return switch (node.size()) {
                case 0 -> NONE;
                case 1 -> read(node.path(0));
                default -> problem("it is a list of " + node.size());
            };
        }
        if (QueryReader.isAbsent(node)) {
            return NONE;
        }
        if (node.isString()) {
            return fromText(node.stringValue());
        }
        return node.isNumber() ? fromSeconds(node) : problem(QueryReader.found(node));
    }

    private static QueryTime fromText(String text) {
        try {
            return of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return problem("'" + text + "' is no time with a zone");
        }
    }

    private static QueryTime fromSeconds(JsonNode node) {
        // The document's double is the nearest to what was sent; its shortest decimal is what was sent, up to 17
        // digits.
        BigDecimal seconds = node.isIntegralNumber()
                ? new BigDecimal(node.bigIntegerValue())
                : Double.isFinite(node.doubleValue()) ? BigDecimal.valueOf(node.doubleValue()) : BigDecimal.TEN.pow(99);
        if (seconds.compareTo(BigDecimal.valueOf(FIRST.getEpochSecond())) < 0
                || seconds.compareTo(BigDecimal.valueOf(LAST.getEpochSecond())) > 0) {
            return problem("the number is not in the years 1 to 9999: it counts seconds");
        }
        long nanos = seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue();
        return of(Instant.ofEpochSecond(seconds.longValue(), nanos));
    }

    private static QueryTime of(Instant instant) {
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            return problem("the time is not in the years 1 to 9999");
        }
        return new QueryTime(Optional.of(instant), Optional.empty());
    }

    private static QueryTime problem(String found) {
        return new QueryTime(
                Optional.empty(),
                Optional.of("'now' · " + found + " · one query is answered at one time · "
                        + "send for example \"2024-01-01T00:00:00Z\" or 1704067200"));
    }
}
