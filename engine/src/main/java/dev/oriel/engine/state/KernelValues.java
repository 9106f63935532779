package dev.oriel.engine.state;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.aggregation.ColumnType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values in the engine's form and what the kernel keeps of them: integers, floats, bytes and vectors. */
public final class KernelValues {
    private KernelValues() {}

    /**
     * What the kernel keeps of values of a type. By the feature alone and not by what reads it: stored buckets stay readable
     * when aggregations come and go.
     */
    public static ColumnType columnType(FeatureType type) {
        return switch (type) {
            case FeatureType.Scalar of -> columnType(of.scalar());
            case FeatureType.Enumeration ignored -> ColumnType.BYTES;
            case FeatureType.VectorOf ignored -> ColumnType.VECTOR;
            // Such rows are counted, and no more.
            case FeatureType.ListOf ignored -> ColumnType.NONE;
            case FeatureType.Struct ignored -> ColumnType.NONE;
        };
    }

    private static ColumnType columnType(ScalarType type) {
        return switch (type) {
            case LONG, BOOLEAN, TIME, DATE, TIME_OF_DAY, DURATION -> ColumnType.LONG;
            case DOUBLE -> ColumnType.DOUBLE;
            case TEXT, BYTES, DECIMAL -> ColumnType.BYTES;
        };
    }

    /** An integer; a boolean as 0 or 1, a time as epoch milliseconds, a date as epoch days, durations in milliseconds. */
    public static long whole(@Nullable Object value) {
        return switch (value) {
            case Long number -> number;
            case Boolean truth -> truth ? 1 : 0;
            case Instant time -> time.toEpochMilli();
            case LocalDate date -> date.toEpochDay();
            case LocalTime time -> time.toNanoOfDay() / 1_000_000;
            case Duration duration -> duration.toMillis();
            case null -> throw notNormalised(null);
            default -> throw notNormalised(value);
        };
    }

    /** A float. */
    public static double decimal(@Nullable Object value) {
        if (value instanceof Double number) {
            return number;
        }
        throw notNormalised(value);
    }

    /** Text as UTF-8, bytes as they are, a decimal as its digits. */
    public static byte[] bytes(@Nullable Object value) {
        return switch (value) {
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            case byte[] bytes -> bytes;
            case BigDecimal number -> number.toString().getBytes(StandardCharsets.UTF_8);
            case null -> throw notNormalised(null);
            default -> throw notNormalised(value);
        };
    }

    /** A vector. */
    public static double[] vector(@Nullable Object value) {
        if (value instanceof double[] vector) {
            return vector;
        }
        throw notNormalised(value);
    }

    /**
     * What the kernel computed, as a value of a feature.
     *
     * @param type that the feature declares
     * @return the value in the engine's form; null where there is none
     * @throws IllegalArgumentException if it is no value, or none of the type
     */
    public static @Nullable Object value(AggregateValue computed, FeatureType type) {
        return switch (computed) {
            case AggregateValue.Absent ignored -> null;
            case AggregateValue.OfLong of -> ofLong(of.value(), type);
            case AggregateValue.OfDouble of -> of.value();
            case AggregateValue.OfBytes of -> ofBytes(of.value(), type);
            case AggregateValue.OfVector of -> of.value();
            case AggregateValue.OfList of -> list(of, type);
            case AggregateValue.Overflow other -> throw noValue(other);
            case AggregateValue.TooMany other -> throw noValue(other);
            case AggregateValue.NotKept other -> throw noValue(other);
        };
    }

    private static List<@Nullable Object> list(AggregateValue.OfList computed, FeatureType type) {
        if (!(type instanceof FeatureType.ListOf of)) {
            throw new IllegalArgumentException("'" + computed + "' is a list, not " + type.word());
        }
        var values = new ArrayList<@Nullable Object>(computed.values().size());
        computed.values().forEach(item -> values.add(value(item, of.element())));
        return Collections.unmodifiableList(values);
    }

    private static Object ofLong(long value, FeatureType type) {
        ScalarType scalar = type.scalarType().orElse(ScalarType.LONG);
        return switch (scalar) {
            // Counts and sums of integers may be declared float.
            case DOUBLE -> (double) value;
            case BOOLEAN -> value != 0;
            case TIME -> Instant.ofEpochMilli(value);
            case DATE -> LocalDate.ofEpochDay(value);
            case TIME_OF_DAY -> LocalTime.ofNanoOfDay(value * 1_000_000);
            case DURATION -> Duration.ofMillis(value);
            case LONG, TEXT, BYTES, DECIMAL -> value;
        };
    }

    private static Object ofBytes(byte[] value, FeatureType type) {
        ScalarType scalar = type.scalarType().orElse(ScalarType.TEXT);
        return switch (scalar) {
            case BYTES -> value;
            case DECIMAL -> new BigDecimal(new String(value, StandardCharsets.UTF_8));
            case LONG, DOUBLE, BOOLEAN, TEXT, TIME, DATE, TIME_OF_DAY, DURATION ->
                new String(value, StandardCharsets.UTF_8);
        };
    }

    private static IllegalArgumentException noValue(AggregateValue computed) {
        return new IllegalArgumentException("'" + computed + "' is no value");
    }

    private static IllegalStateException notNormalised(@Nullable Object value) {
        return new IllegalStateException("the plan let '" + value + "' pass, which is no form of its column's type");
    }
}
