package dev.oriel.engine.state;

import dev.oriel.api.Durations;
import dev.oriel.api.definition.ScalarType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.function.Function;

/**
 * The forms a value of each type takes inside the engine: {@code Long}, {@code Double}, {@code Boolean}, {@code String},
 * {@code Instant} of whole milliseconds, {@code LocalDate}, {@code LocalTime} and {@code Duration} of whole milliseconds,
 * {@code BigDecimal}, {@code byte[]}.
 */
public final class FeatureValues {
    private FeatureValues() {}

    /**
     * Brings a value that came from a message, from JSON or from user code into the engine's form.
     *
     * <p>A whole number is accepted for an integer in any numeric form (a client that knows only floats sends 7.0).
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
            case DURATION ->
                parsed(value, type, Duration.class, FeatureValues::duration, "write a duration, such as 1h30m")
                        .truncatedTo(ChronoUnit.MILLIS);
            case DECIMAL ->
                switch (value) {
                    case BigDecimal number -> number;
                    case BigInteger number -> new BigDecimal(number);
                    case Long number -> BigDecimal.valueOf(number);
                    case Integer number -> BigDecimal.valueOf(number);
                    case Double number -> BigDecimal.valueOf(finiteNumber(number));
                    default -> parsed(value, type, BigDecimal.class, BigDecimal::new, "write digits, such as '12.50'");
                };
            case BYTES ->
                parsed(value, type, byte[].class, Base64.getDecoder()::decode, "write base64, such as 'AQID'");
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
            throw new IllegalArgumentException("'" + value + "' is no " + type.word() + ": " + advice, e);
        }
    }

    private static Duration duration(String text) {
        return text.startsWith("P") ? Duration.parse(text) : Duration.ofMillis(Durations.millis(text));
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

    private static Instant time(Object value) {
        try {
            return switch (value) {
                case Instant instant -> Instant.ofEpochMilli(instant.toEpochMilli());
                case OffsetDateTime time ->
                    Instant.ofEpochMilli(time.toInstant().toEpochMilli());
                case CharSequence text ->
                    Instant.ofEpochMilli(OffsetDateTime.parse(text).toInstant().toEpochMilli());
                default -> throw wrong(value, ScalarType.TIME);
            };
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "'" + value + "' is no time: write ISO 8601 with a zone, such as 2024-03-31T00:00:00Z", e);
        }
    }

    private static IllegalArgumentException wrong(Object value, ScalarType type) {
        String kind = switch (value) {
            case CharSequence text -> "text";
            case Boolean truth -> "boolean";
            case Number number -> "a number";
            case Instant time -> "time";
            default -> value.getClass().getSimpleName();
        };
        return new IllegalArgumentException("'" + value + "' is " + kind + ", not " + type.word());
    }
}
