package dev.oriel.engine.message;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/** Reads the JSON value at hand, which is not null, into one Java type. */
@FunctionalInterface
interface JsonValueReader {
    /**
     * Reads one value.
     *
     * @param field name for messages
     * @throws RefusedException if the value is of another type
     */
    Object read(JsonParser parser, String field) throws RefusedException;

    /**
     * The reader of a type.
     *
     * @param component where the type is declared, for messages
     * @param around the records that it is declared in
     * @throws IllegalArgumentException if no JSON value is read into it
     */
    static JsonValueReader of(Type type, String component, Set<Class<?>> around) {
        if (type == long.class || type == Long.class) {
            return JsonValueReader::readLong;
        }
        if (type == int.class || type == Integer.class) {
            return JsonValueReader::readInt;
        }
        if (type == double.class || type == Double.class) {
            return JsonValueReader::readDouble;
        }
        if (type == boolean.class || type == Boolean.class) {
            return JsonValueReader::readBoolean;
        }
        if (type == String.class) {
            return JsonValueReader::readText;
        }
        if (type == Instant.class) {
            return JsonValueReader::readTime;
        }
        if (type instanceof Class<?> raw && raw.isRecord()) {
            if (around.contains(raw)) {
                throw new IllegalArgumentException(component + ": a message cannot carry itself, as a part of '"
                        + raw.getSimpleName() + "' · declare a record without it");
            }
            RecordShape shape = RecordShape.of(raw.asSubclass(Record.class), around);
            return (parser, field) -> {
                require(parser, JsonToken.START_OBJECT, field, "an object");
                return shape.read(parser, field + ".");
            };
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return list(of(generic.getActualTypeArguments()[0], component, around));
        }
        throw new IllegalArgumentException(component + ": a message cannot carry '" + type.getTypeName()
                + "' · known are long, int, double, boolean, String, Instant, records and lists of these ·"
                + " declare one of them");
    }

    private static JsonValueReader list(JsonValueReader items) {
        return (parser, field) -> {
            require(parser, JsonToken.START_ARRAY, field, "a list");
            var values = new ArrayList<Object>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == JsonToken.VALUE_NULL) {
                    throw new RefusedException("field '" + field + "' has a null among its items");
                }
                values.add(items.read(parser, field));
            }
            return List.copyOf(values);
        };
    }

    private static Object readLong(JsonParser parser, String field) throws RefusedException {
        require(parser, JsonToken.VALUE_NUMBER_INT, field, "an integer");
        try {
            return parser.getLongValue();
        } catch (StreamReadException e) {
            throw new RefusedException("field '" + field + "' exceeds the range of a 64-bit integer");
        }
    }

    private static Object readInt(JsonParser parser, String field) throws RefusedException {
        long value = (long) readLong(parser, field);
        if (value != (int) value) {
            throw new RefusedException("field '" + field + "' exceeds the range of a 32-bit integer");
        }
        return (int) value;
    }

    private static Object readDouble(JsonParser parser, String field) throws RefusedException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
            require(parser, JsonToken.VALUE_NUMBER_INT, field, "a number");
        }
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw new RefusedException("field '" + field + "' exceeds the range of a float");
        }
        return value;
    }

    private static Object readBoolean(JsonParser parser, String field) throws RefusedException {
        if (parser.currentToken() != JsonToken.VALUE_TRUE) {
            require(parser, JsonToken.VALUE_FALSE, field, "true or false");
        }
        return parser.getBooleanValue();
    }

    private static Object readText(JsonParser parser, String field) throws RefusedException {
        require(parser, JsonToken.VALUE_STRING, field, "text");
        return parser.getString();
    }

    private static Object readTime(JsonParser parser, String field) throws RefusedException {
        require(parser, JsonToken.VALUE_STRING, field, "a time, as text in ISO 8601 with a zone");
        String text = parser.getString();
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new RefusedException("field '" + field + "' is '" + text
                    + "', no time with a zone: write ISO 8601 such as 2024-03-31T00:00:00Z");
        }
    }

    private static void require(JsonParser parser, JsonToken token, String field, String wanted)
            throws RefusedException {
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
