package dev.oriel.engine.message;

import dev.oriel.api.Durations;
import dev.oriel.api.definition.Suggestions;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/** Readers of single JSON values. */
final class JsonScalars {
    /** Reading digits takes time that grows with their square; features keep at most 1,000 before and after the point. */
    private static final int DECIMAL_CHARS_MAX = 2020;

    /** What a double counts exactly: 285,000 years in milliseconds. */
    static final double DURATION_SECONDS_MAX = 9e12;

    private JsonScalars() {}

    static Object readLong(JsonParser parser, String field) throws RefusedException {
        require(parser, JsonToken.VALUE_NUMBER_INT, field, "an integer");
        try {
            return parser.getLongValue();
        } catch (StreamReadException e) {
            throw new RefusedException("field '" + field + "' exceeds the range of a 64-bit integer");
        }
    }

    /** An integer of any size: a {@code Long}, or a {@code BigDecimal} beyond its range. */
    static Object readInteger(JsonParser parser) {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return parser.getDecimalValue();
        }
        return parser.getLongValue();
    }

    static Object readInt(JsonParser parser, String field) throws RefusedException {
        long value = (long) readLong(parser, field);
        if (value != (int) value) {
            throw new RefusedException("field '" + field + "' exceeds the range of a 32-bit integer");
        }
        return (int) value;
    }

    static Object readShort(JsonParser parser, String field) throws RefusedException {
        long value = (long) readLong(parser, field);
        if (value != (short) value) {
            throw new RefusedException("field '" + field + "' exceeds the range of a 16-bit integer");
        }
        return (short) value;
    }

    static Object readDouble(JsonParser parser, String field) throws RefusedException {
        requireNumber(parser, field);
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw new RefusedException("field '" + field + "' exceeds the range of a float");
        }
        return value;
    }

    static Object readFloat(JsonParser parser, String field) throws RefusedException {
        requireNumber(parser, field);
        float value = parser.getFloatValue();
        if (!Float.isFinite(value)) {
            throw new RefusedException("field '" + field + "' exceeds the range of a 32-bit float");
        }
        return value;
    }

    static Object readBoolean(JsonParser parser, String field) throws RefusedException {
        if (parser.currentToken() != JsonToken.VALUE_TRUE) {
            require(parser, JsonToken.VALUE_FALSE, field, "true or false");
        }
        return parser.getBooleanValue();
    }

    static Object readText(JsonParser parser, String field) throws RefusedException {
        require(parser, JsonToken.VALUE_STRING, field, "text");
        return parser.getString();
    }

    static Object readTime(JsonParser parser, String field) throws RefusedException {
        require(parser, JsonToken.VALUE_STRING, field, "a time, as text in ISO 8601 with a zone");
        return parsed(
                parser.getString(),
                field,
                JsonScalars::time,
                "no time with a zone: write ISO 8601 such as 2024-03-31T00:00:00Z");
    }

    /** @throws RuntimeException of {@link #isRefusal} */
    static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    static Object readDate(JsonParser parser, String field) throws RefusedException {
        require(parser, JsonToken.VALUE_STRING, field, "a date, as text in ISO 8601");
        return parsed(parser.getString(), field, LocalDate::parse, "no date: write ISO 8601 such as 2024-03-31");
    }

    static Object readTimeOfDay(JsonParser parser, String field) throws RefusedException {
        require(parser, JsonToken.VALUE_STRING, field, "a time of day, as text in ISO 8601");
        return parsed(parser.getString(), field, LocalTime::parse, "no time of day: write ISO 8601 such as 17:30:00");
    }

    /** A text in either spelling, {@code 1h30m} or {@code PT1H30M}, or a number of seconds. */
    static Object readDuration(JsonParser parser, String field) throws RefusedException {
        String advice = "no duration: write for example 1h30m, PT1H30M, or seconds as a number";
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parsed(parser.getString(), field, JsonScalars::duration, advice);
        }
        double seconds = (double) readDouble(parser, field);
        if (Math.abs(seconds) > DURATION_SECONDS_MAX) {
            throw new RefusedException("field '" + field + "' is '" + seconds + "' seconds, too long for a duration");
        }
        return duration(seconds);
    }

    /** @throws RuntimeException of {@link #isRefusal} */
    static Duration duration(String text) {
        return text.startsWith("P") || text.startsWith("-P")
                ? Duration.parse(text)
                : Duration.ofMillis(Durations.millis(text));
    }

    static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** A number, or its digits as text, for writers whose numbers are floats. */
    static Object readDecimal(JsonParser parser, String field) throws RefusedException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            requireNumber(parser, field);
        }
        return parsed(
                parser.getString(),
                field,
                JsonScalars::decimal,
                "no decimal: write digits, such as 12.50, at most 1000 before and after the point");
    }

    /** @throws RuntimeException of {@link #isRefusal} */
    static BigDecimal decimal(String text) {
        if (text.length() > DECIMAL_CHARS_MAX) {
            throw new NumberFormatException("too long");
        }
        return new BigDecimal(text);
    }

    static Object readBytes(JsonParser parser, String field) throws RefusedException {
        require(parser, JsonToken.VALUE_STRING, field, "bytes, as text in base64");
        return parsed(parser.getString(), field, Base64.getDecoder()::decode, "no base64, such as 'AQID'");
    }

    /** A reader of the constants of an enum, by name. */
    static JsonValueReader constant(Class<?> type) {
        Map<String, Object> constants = new HashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .toList();
        JsonValueReader.General general = (parser, field) -> {
            require(parser, JsonToken.VALUE_STRING, field, "a constant of " + type.getSimpleName() + ", as text");
            String name = parser.getString();
            Object constant = constants.get(name);
            if (constant == null) {
                throw new RefusedException("field '" + field + "' is '" + shortened(name) + "', no constant of "
                        + type.getSimpleName() + Suggestions.hint(name, names));
            }
            return constant;
        };
        return new JsonValueReader(general, json -> PlainScalars.readConstant(json, constants));
    }

    private static Object parsed(String text, String field, Function<String, Object> parse, String refusal)
            throws RefusedException {
        try {
            return parse.apply(text);
        } catch (RuntimeException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            throw new RefusedException("field '" + field + "' is '" + shortened(text) + "', " + refusal);
        }
    }

    /** Whether what reading a text threw is a judgement about the text. */
    static boolean isRefusal(RuntimeException problem) {
        return problem instanceof DateTimeException
                || problem instanceof IllegalArgumentException
                || problem instanceof ArithmeticException;
    }

    private static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }

    private static void requireNumber(JsonParser parser, String field) throws RefusedException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
            require(parser, JsonToken.VALUE_NUMBER_INT, field, "a number");
        }
    }

    static void require(JsonParser parser, JsonToken token, String field, String wanted) throws RefusedException {
        if (parser.currentToken() != token) {
            throw new RefusedException(
                    "field '" + field + "' is " + describe(parser.currentToken()) + ", not " + wanted);
        }
    }

    private static String describe(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            default -> token.toString();
        };
    }
}
