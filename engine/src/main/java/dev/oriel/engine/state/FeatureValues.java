package dev.oriel.engine.state;

import dev.oriel.api.Durations;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;

/**
 * The forms a value of each type takes inside the engine: {@code Long}, {@code Double}, {@code Boolean}, {@code String},
 * {@code Instant} of whole milliseconds, {@code LocalDate}, {@code LocalTime} and {@code Duration} of whole milliseconds,
 * {@code BigDecimal} without trailing zeros (1.0 and 1.00 are one value and one key: both become 1), {@code byte[]}; for an
 * enumeration the name of the constant, for a list an unmodifiable {@code List}, for a vector {@code double[]}, for a struct
 * an unmodifiable {@code Map} from wire names to values, null ones included, in declared order. Nobody changes the arrays.
 */
public final class FeatureValues {
    /** Digits of a decimal before the point, and after it. */
    static final int DECIMAL_DIGITS_MAX = 1000;

    /** Characters of a value that a message shows. */
    private static final int SHOWN_CHARS_MAX = 100;

    private FeatureValues() {}

    /**
     * Brings a value that came from a message, from JSON or from user code into the engine's form.
     *
     * <p>Scalars are read as by {@link #normalise(Object, ScalarType)}. An enumeration is a Java constant or its name. A list
     * is any collection or array; the items of a set are put in their natural order, so that equal sets are equal values. A
     * vector is a collection or array of exactly so many numbers. A struct is a record, by the names of its components, or a
     * map by wire or Java names.
     *
     * @throws IllegalArgumentException if it is not of the type, or a part of it is not of its own; the message says which,
     *     what it is and what is wanted. Cost: linear in the value
     */
    public static Object normalise(Object value, FeatureType type) {
        return switch (type) {
            case FeatureType.Scalar of -> normalise(value, of.scalar());
            case FeatureType.Enumeration of -> CompositeValues.constant(value, of);
            case FeatureType.ListOf of -> CompositeValues.list(value, of);
            case FeatureType.VectorOf of -> CompositeValues.vector(value, of);
            case FeatureType.Struct of -> CompositeValues.struct(value, of);
        };
    }

    /**
     * Brings a value that came from a message, from JSON or from user code into the engine's form.
     *
     * <p>A whole number is accepted for an integer in any numeric form (a client that knows only floats sends 7.0). Dates,
     * times and durations may be texts, a duration also a number of seconds; bytes may be base64.
     *
     * @throws IllegalArgumentException if it is not of the type; the message says what it is and what is wanted
     */
    public static Object normalise(Object value, ScalarType type) {
        return switch (type) {
            case LONG -> wholeNumber(value);
            case DOUBLE -> finiteNumber(value);
            case BOOLEAN -> {
                if (value instanceof Boolean) {
                    yield value;
                }
                throw wrong(value, type);
            }
            case TEXT -> {
                if (value instanceof CharSequence) {
                    yield text(value.toString());
                }
                throw wrong(value, type);
            }
            case TIME -> time(value);
            case DATE -> parsed(value, type, LocalDate.class, LocalDate::parse, "write ISO 8601, such as 2024-03-31");
            case TIME_OF_DAY ->
                parsed(value, type, LocalTime.class, LocalTime::parse, "write ISO 8601, such as 17:30:00")
                        .truncatedTo(ChronoUnit.MILLIS);
            case DURATION -> duration(value);
            case DECIMAL -> decimal(value);
            case BYTES ->
                parsed(value, type, byte[].class, Base64.getDecoder()::decode, "write base64, such as 'AQID'")
                        .clone();
        };
    }

    private static <T> T parsed(
            Object value, ScalarType type, Class<T> form, Function<String, T> parse, String advice) {
        if (form.isInstance(value)) {
            return form.cast(value);
        }
        if (!(value instanceof CharSequence text)) {
            throw wrong(value, type);
        }
        try {
            return parse.apply(text.toString());
        } catch (DateTimeException | IllegalArgumentException e) {
            throw no(value, type, advice, e);
        }
    }

    private static IllegalArgumentException no(Object value, ScalarType type, String advice, RuntimeException cause) {
        return new IllegalArgumentException("'" + shortened(value) + "' is no " + type.word() + ": " + advice, cause);
    }

    private static Duration duration(Object value) {
        String advice = "write a duration, such as 1h30m";
        try {
            Duration duration = value instanceof Number
                    ? Duration.ofMillis(
                            decimal(value).movePointRight(3).toBigInteger().longValueExact())
                    : parsed(value, ScalarType.DURATION, Duration.class, FeatureValues::duration, advice);
            return Duration.ofMillis(duration.toMillis());
        } catch (ArithmeticException e) {
            throw no(value, ScalarType.DURATION, "it exceeds what milliseconds can count", e);
        }
    }

    private static Duration duration(String text) {
        return text.startsWith("P") || text.startsWith("-P")
                ? Duration.parse(text)
                : Duration.ofMillis(Durations.millis(text));
    }

    private static BigDecimal decimal(Object value) {
        BigDecimal number = value instanceof Number given
                ? exact(given)
                : parsed(
                        value,
                        ScalarType.DECIMAL,
                        BigDecimal.class,
                        FeatureValues::digits,
                        "write digits, such as '12.50', at most " + DECIMAL_DIGITS_MAX + " before and after the point");
        if (Math.abs((long) number.scale()) > DECIMAL_DIGITS_MAX
                || (long) number.precision() - number.scale() > DECIMAL_DIGITS_MAX) {
            throw new IllegalArgumentException("'" + shortened(value) + "' has more digits than the "
                    + DECIMAL_DIGITS_MAX + " before and after the point that a decimal may have");
        }
        return number.stripTrailingZeros();
    }

    /** Reading digits takes time that grows with their square. */
    private static BigDecimal digits(String text) {
        if (text.length() > 2 * DECIMAL_DIGITS_MAX + 20) {
            throw new NumberFormatException("too long");
        }
        return new BigDecimal(text);
    }

    /** The number as it is written: 0.1 stays 0.1. */
    private static BigDecimal exact(Number value) {
        return switch (value) {
            case BigDecimal number -> number;
            case BigInteger number -> new BigDecimal(number);
            case Long number -> BigDecimal.valueOf(number);
            case Integer number -> BigDecimal.valueOf(number);
            case Short number -> BigDecimal.valueOf(number);
            case Byte number -> BigDecimal.valueOf(number);
            case Float number ->
                new BigDecimal(Float.toString((float) finiteNumber(number).doubleValue()));
            default -> BigDecimal.valueOf(finiteNumber(value));
        };
    }

    /** Halves of characters have no bytes in UTF-8: two keys that differ in them alone would be one in the store. */
    private static String text(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                boolean pair = Character.isHighSurrogate(text.charAt(at))
                        && at + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(at + 1));
                if (!pair) {
                    throw new IllegalArgumentException("the text has half a character at place " + at
                            + ", a surrogate without its other half: send whole Unicode characters");
                }
                at++;
            }
        }
        return text;
    }

    private static Long wholeNumber(Object value) {
        return switch (value) {
            case Long number -> number;
            case Integer number -> number.longValue();
            case Short number -> number.longValue();
            case Byte number -> number.longValue();
            case BigInteger number -> whole(value, new BigDecimal(number));
            case BigDecimal number -> whole(value, number);
            case Double number -> wholeFloat(value, number);
            case Float number -> wholeFloat(value, number);
            default -> throw wrong(value, ScalarType.LONG);
        };
    }

    private static Long wholeFloat(Object given, double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw wrong(given, ScalarType.LONG);
        }
        return whole(given, new BigDecimal(number));
    }

    private static Long whole(Object given, BigDecimal number) {
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw wrong(given, ScalarType.LONG);
        }
    }

    private static Double finiteNumber(Object value) {
        if (!(value instanceof Number number)) {
            throw wrong(value, ScalarType.DOUBLE);
        }
        double converted = number.doubleValue();
        if (Double.isNaN(converted) || Double.isInfinite(converted)) {
            throw new IllegalArgumentException("'" + value + "' is no finite number");
        }
        return converted;
    }

    private static Instant utc(LocalDateTime time) {
        return Instant.ofEpochMilli(time.toInstant(ZoneOffset.UTC).toEpochMilli());
    }

    private static Instant time(Object value) {
        try {
            return switch (value) {
                case Instant instant -> Instant.ofEpochMilli(instant.toEpochMilli());
                case OffsetDateTime time ->
                    Instant.ofEpochMilli(time.toInstant().toEpochMilli());
                case LocalDateTime time -> utc(time);
                // A time without a zone is UTC as a value of a feature; the time of a message must say its zone.
                case CharSequence text ->
                    switch (DateTimeFormatter.ISO_DATE_TIME.parseBest(
                            text, OffsetDateTime::from, LocalDateTime::from)) {
                        case OffsetDateTime zoned ->
                            Instant.ofEpochMilli(zoned.toInstant().toEpochMilli());
                        case LocalDateTime naive -> utc(naive);
                        default -> throw wrong(value, ScalarType.TIME);
                    };
                default -> throw wrong(value, ScalarType.TIME);
            };
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "'" + value + "' is no time: write ISO 8601, such as 2024-03-31T00:00:00Z", e);
        }
    }

    private static IllegalArgumentException wrong(Object value, ScalarType type) {
        return wrong(value, type.word());
    }

    /**
     * A refusal of a value that has another form.
     *
     * @param wanted word of the type
     */
    static IllegalArgumentException wrong(Object value, String wanted) {
        String kind = switch (value) {
            case CharSequence text -> "text";
            case Boolean truth -> "boolean";
            case Number number -> "a number";
            case Instant time -> "time";
            case LocalDate date -> "a date";
            case LocalTime time -> "a time of day";
            case Duration duration -> "a duration";
            case Enum<?> constant ->
                "a constant of " + constant.getDeclaringClass().getSimpleName();
            case Collection<?> items -> "a list";
            case Map<?, ?> fields -> "an object";
            default -> value.getClass().getSimpleName();
        };
        // What a list or an object holds is no help, and may be long.
        boolean plain = !(value instanceof Collection
                || value instanceof Map
                || value instanceof Record
                || value.getClass().isArray());
        return new IllegalArgumentException(
                (plain ? "'" + shortened(value) + "' is " : "the value is ") + kind + ", not " + wanted);
    }

    /** The value as messages show it. */
    static String shortened(Object value) {
        String text = value.toString();
        return text.length() <= SHOWN_CHARS_MAX ? text : text.substring(0, SHOWN_CHARS_MAX) + "…";
    }
}
