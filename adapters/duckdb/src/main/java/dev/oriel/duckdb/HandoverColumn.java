package dev.oriel.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.engine.port.SqlEngine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/**
 * How one column of messages reaches DuckDB: in which plain form the table function writes it, and what makes its type of that.
 *
 * @param column as the messages have it
 * @param form what is written
 */
record HandoverColumn(SqlEngine.Column column, Form form) {
    /** Digits of a decimal that SQL sees, before and after the point together. */
    static final int DECIMAL_DIGITS = 38;

    /** Digits of a decimal after the point: the product of two decimals, which has twice as many, still has 20 before it. */
    static final int DECIMAL_SCALE = 9;

    /** The plain forms. Times and durations are microseconds; what has no plain form is text. */
    enum Form {
        LONG(DuckDBColumnType.BIGINT),
        DOUBLE(DuckDBColumnType.DOUBLE),
        BOOLEAN(DuckDBColumnType.BOOLEAN),
        DATE(DuckDBColumnType.DATE),
        TEXT(DuckDBColumnType.VARCHAR);

        private final DuckDBColumnType type;

        Form(DuckDBColumnType type) {
            this.type = type;
        }

        DuckDBColumnType type() {
            return type;
        }
    }

    /** A decimal with more digits than SQL has. */
    static final class TooManyDigits extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        TooManyDigits(String digits) {
            super(digits);
        }
    }

    static HandoverColumn of(SqlEngine.Column column) {
        return new HandoverColumn(column, form(column.type()));
    }

    private static Form form(FeatureType type) {
        return switch (type) {
            case FeatureType.Scalar scalar ->
                switch (scalar.scalar()) {
                    case LONG, TIME, TIME_OF_DAY, DURATION -> Form.LONG;
                    case DOUBLE -> Form.DOUBLE;
                    case BOOLEAN -> Form.BOOLEAN;
                    case DATE -> Form.DATE;
                    case TEXT, BYTES, DECIMAL -> Form.TEXT;
                };
            case FeatureType.Enumeration ignored -> Form.TEXT;
            case FeatureType.ListOf ignored -> Form.TEXT;
            case FeatureType.VectorOf ignored -> Form.TEXT;
            case FeatureType.Struct ignored -> Form.TEXT;
        };
    }

    /** The column with its type, as the view of the messages selects it: {@code make_timestamptz("at") as "at"}. */
    String expression() {
        String name = quoted(column.name());
        String made = switch (column.type()) {
            case FeatureType.Scalar scalar ->
                switch (scalar.scalar()) {
                    case LONG, DOUBLE, BOOLEAN, TEXT, DATE -> name;
                    case TIME -> "make_timestamptz(" + name + ")";
                    case TIME_OF_DAY -> "make_timestamp(" + name + ")::time";
                    case DURATION -> "to_microseconds(" + name + ")";
                    case BYTES -> "unhex(" + name + ")";
                    case DECIMAL -> name + "::" + sqlType(column.type(), "blob");
                };
            case FeatureType.Enumeration ignored -> name;
            case FeatureType.ListOf ignored -> fromJson(name);
            case FeatureType.VectorOf ignored -> fromJson(name);
            case FeatureType.Struct ignored -> fromJson(name);
        };
        return made + " as " + name;
    }

    /* JSON gives its texts to blobs as they are; only a text becomes the bytes that it escapes. */
    private String fromJson(String name) {
        return "%s::json::%s::%s".formatted(name, sqlType(column.type(), "varchar"), sqlType(column.type(), "blob"));
    }

    private static String sqlType(FeatureType type, String bytes) {
        return switch (type) {
            case FeatureType.Scalar scalar ->
                switch (scalar.scalar()) {
                    case LONG -> "bigint";
                    case DOUBLE -> "double";
                    case BOOLEAN -> "boolean";
                    case TEXT -> "varchar";
                    case TIME -> "timestamptz";
                    case BYTES -> bytes;
                    case DATE -> "date";
                    case TIME_OF_DAY -> "time";
                    case DURATION -> "interval";
                    case DECIMAL -> "decimal(%d, %d)".formatted(DECIMAL_DIGITS, DECIMAL_SCALE);
                };
            case FeatureType.Enumeration ignored -> "varchar";
            case FeatureType.ListOf list -> sqlType(list.element(), bytes) + "[]";
            case FeatureType.VectorOf ignored -> "double[]";
            case FeatureType.Struct struct ->
                struct.fields().stream()
                        .map(field -> quoted(field.name()) + " " + sqlType(field.type(), bytes))
                        .collect(Collectors.joining(", ", "struct(", ")"));
        };
    }

    /**
     * Writes the values of consecutive messages. The hot path: the form is chosen once for a column, not for a value.
     *
     * @param from the first message
     * @param count how many, written from row 0 on
     */
    void write(DuckDBWritableVector vector, Values values, int from, int count) {
        switch (form) {
            case LONG -> {
                for (int row = 0; row < count; row++) {
                    Object value = values.at(from + row);
                    if (value == null) {
                        vector.setNull(row);
                    } else {
                        vector.setLong(row, value instanceof Long number ? number : micros(value));
                    }
                }
            }
            case DOUBLE -> {
                for (int row = 0; row < count; row++) {
                    Object value = values.at(from + row);
                    if (value == null) {
                        vector.setNull(row);
                    } else {
                        vector.setDouble(row, (Double) value);
                    }
                }
            }
            case BOOLEAN -> {
                for (int row = 0; row < count; row++) {
                    Object value = values.at(from + row);
                    if (value == null) {
                        vector.setNull(row);
                    } else {
                        vector.setBoolean(row, (Boolean) value);
                    }
                }
            }
            case DATE -> {
                for (int row = 0; row < count; row++) {
                    vector.setDate(row, (LocalDate) values.at(from + row));
                }
            }
            case TEXT -> writeTexts(vector, values, from, count);
        }
    }

    /** The values of one column by message. */
    interface Values {
        @Nullable
        Object at(int message);
    }

    /* All texts of a chunk in one call: each call into native code costs more than a short text does. */
    private void writeTexts(DuckDBWritableVector vector, Values values, int from, int count) {
        byte[][] texts = new byte[count][];
        for (int row = 0; row < count; row++) {
            Object value = values.at(from + row);
            if (value != null) {
                texts[row] = text(value).getBytes(UTF_8);
            }
        }
        vector.setStringUtf8Batch(0, texts);
    }

    private String text(Object value) {
        return switch (column.type()) {
            case FeatureType.Scalar scalar -> text(value, scalar.scalar());
            case FeatureType.Enumeration ignored -> value.toString();
            case FeatureType.ListOf list -> JsonText.of(value, list);
            case FeatureType.VectorOf vector -> JsonText.of(value, vector);
            case FeatureType.Struct struct -> JsonText.of(value, struct);
        };
    }

    private static String text(Object value, ScalarType type) {
        return switch (type) {
            case BYTES -> HexFormat.of().formatHex((byte[]) value);
            case DECIMAL -> fitting((BigDecimal) value).toPlainString();
            case TEXT -> (String) value;
            case LONG, DOUBLE, BOOLEAN, TIME, DATE, TIME_OF_DAY, DURATION -> value.toString();
        };
    }

    /** The decimal with the digits that SQL has: nothing is rounded away. */
    static BigDecimal fitting(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        if (stripped.scale() > DECIMAL_SCALE
                || stripped.precision() - stripped.scale() > DECIMAL_DIGITS - DECIMAL_SCALE) {
            throw new TooManyDigits(stripped.toString());
        }
        return stripped.setScale(DECIMAL_SCALE, RoundingMode.UNNECESSARY);
    }

    private static long micros(Object value) {
        if (value instanceof Instant time) {
            return Math.addExact(
                    Math.multiplyExact(time.getEpochSecond(), TimeUnit.SECONDS.toMicros(1)),
                    TimeUnit.NANOSECONDS.toMicros(time.getNano()));
        }
        if (value instanceof LocalTime time) {
            return TimeUnit.NANOSECONDS.toMicros(time.toNanoOfDay());
        }
        return JsonText.micros((Duration) value);
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
