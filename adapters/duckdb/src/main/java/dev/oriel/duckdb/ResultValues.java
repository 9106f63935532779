package dev.oriel.duckdb;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values of results in the forms of the port, with an estimate of what they hold of the heap. */
final class ResultValues {
    /** About what an object takes besides its characters or bytes. */
    private static final long OBJECT_BYTES = 24;

    /* As DuckDB writes an interval: '1 year 2 months -3 days -01:00:00.5', each part optional. */
    private static final Pattern INTERVAL =
            Pattern.compile("(?:(-?\\d+) years? ?)?(?:(-?\\d+) months? ?)?(?:(-?\\d+) days? ?)?"
                    + "(?:(-?)(\\d+):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,6}))?)?");

    private long bytes;

    /** A value for which the port has no form. */
    static final class Formless extends Exception {
        private static final long serialVersionUID = 1;

        Formless(String known) {
            super(known);
        }
    }

    /** About what the values read so far hold of the heap. */
    long bytes() {
        return bytes;
    }

    /**
     * A value of the row that the result stands at.
     *
     * @param column from 1
     */
    @Nullable
    Object read(ResultSet result, int column, ResultType type) throws SQLException, Formless {
        return form(result.getObject(column), type);
    }

    private @Nullable Object form(@Nullable Object value, ResultType type) throws SQLException, Formless {
        bytes += OBJECT_BYTES;
        if (value == null) {
            return null;
        }
        return switch (type) {
            case ResultType.Single single -> single(value, single.kind());
            case ResultType.Items items -> items(value, items.item());
            case ResultType.Parts parts -> parts((Struct) value, parts);
        };
    }

    private List<@Nullable Object> items(Object value, ResultType type) throws SQLException, Formless {
        Object[] given = (Object[]) ((Array) value).getArray();
        List<@Nullable Object> items = new ArrayList<>(given.length);
        for (Object item : given) {
            items.add(form(item, type));
        }
        return Collections.unmodifiableList(items);
    }

    private Map<String, @Nullable Object> parts(Struct value, ResultType.Parts type) throws SQLException, Formless {
        Object[] given = value.getAttributes();
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        for (int i = 0; i < given.length; i++) {
            parts.put(type.names().get(i), form(given[i], type.types().get(i)));
        }
        return Collections.unmodifiableMap(parts);
    }

    private Object single(Object value, ResultType.Kind kind) throws SQLException, Formless {
        return switch (kind) {
            case INTEGER -> value instanceof BigInteger big ? integer(big) : (Object) ((Number) value).longValue();
            case FLOAT -> ((Number) value).doubleValue();
            case DECIMAL -> ((BigDecimal) value).stripTrailingZeros();
            case BOOLEAN -> (Boolean) value;
            case TEXT -> text(value.toString());
            case BYTES -> bytes((Blob) value);
            case DATE -> (LocalDate) value;
            case TIME_OF_DAY -> (LocalTime) value;
            case TIME -> time(((Number) value).longValue());
            case DURATION -> duration(value.toString());
        };
    }

    private static Object integer(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : new BigDecimal(value);
    }

    private String text(String value) {
        bytes += value.length();
        return value;
    }

    private byte[] bytes(Blob value) throws SQLException {
        byte[] all = value.getBytes(1, Math.toIntExact(value.length()));
        bytes += all.length;
        return all;
    }

    /* By way of PreparedSql.executed. */
    private static Instant time(long micros) throws Formless {
        if (micros == Long.MAX_VALUE || micros == -Long.MAX_VALUE) {
            throw new Formless("a time is 'infinity'");
        }
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static Duration duration(String interval) throws Formless {
        Matcher found = INTERVAL.matcher(interval);
        if (!found.matches()) {
            throw new Formless("'" + interval + "' is no duration");
        }
        if (found.group(1) != null || found.group(2) != null) {
            throw new Formless("'" + interval + "' is of months, which have no length");
        }
        Duration days = Duration.ofDays(number(found.group(3)));
        Duration time = Duration.ofHours(number(found.group(5)))
                .plusMinutes(number(found.group(6)))
                .plusSeconds(number(found.group(7)))
                .plusNanos(number(fraction(found.group(8))) * 1000);
        return "-".equals(found.group(4)) ? days.minus(time) : days.plus(time);
    }

    private static String fraction(@Nullable String digits) {
        return digits == null ? "0" : digits + "0".repeat(6 - digits.length());
    }

    private static long number(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? 0 : Long.parseLong(digits);
    }
}
