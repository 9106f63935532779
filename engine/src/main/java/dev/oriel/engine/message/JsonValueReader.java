package dev.oriel.engine.message;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the JSON value at hand, which is not null, into one Java type: in two ways, that give the same.
 *
 * @param general reads every value, and finds the words for one that is refused
 * @param plain reads the values that are usual, fast, and doubts the others
 */
record JsonValueReader(General general, Plain plain) {
    /** Reads from the parser of all JSON. */
    @FunctionalInterface
    interface General {
        /**
         * Reads one value.
         *
         * @param field name for messages
         * @throws RefusedException if the value is of another type
         */
        Object read(JsonParser parser, String field) throws RefusedException;
    }

    /** Reads from the bytes of a message. */
    @FunctionalInterface
    interface Plain {
        /**
         * Reads one value.
         *
         * @return null, after a doubt
         * @throws RefusedException if a record does not take what was read
         */
        @Nullable
        Object read(JsonBytes json) throws RefusedException;
    }

    /** What a component may be, as messages say it. */
    static final String KNOWN_TYPES =
            "known are long, int, short, double, float, boolean, String, Instant, LocalDate, LocalTime,"
                    + " Duration, BigDecimal, byte[], enums, records, and lists, sets, arrays and maps by String of these ·"
                    + " declare one of them";

    /** The types that are one value in JSON, but for enums; both spellings of primitives. */
    private static final Map<Class<?>, JsonValueReader> SCALARS = Map.ofEntries(
            Map.entry(long.class, new JsonValueReader(JsonScalars::readLong, PlainScalars::readLong)),
            Map.entry(Long.class, new JsonValueReader(JsonScalars::readLong, PlainScalars::readLong)),
            Map.entry(int.class, new JsonValueReader(JsonScalars::readInt, PlainScalars::readInt)),
            Map.entry(Integer.class, new JsonValueReader(JsonScalars::readInt, PlainScalars::readInt)),
            Map.entry(short.class, new JsonValueReader(JsonScalars::readShort, PlainScalars::readShort)),
            Map.entry(Short.class, new JsonValueReader(JsonScalars::readShort, PlainScalars::readShort)),
            Map.entry(double.class, new JsonValueReader(JsonScalars::readDouble, PlainScalars::readDouble)),
            Map.entry(Double.class, new JsonValueReader(JsonScalars::readDouble, PlainScalars::readDouble)),
            Map.entry(float.class, new JsonValueReader(JsonScalars::readFloat, PlainScalars::readFloat)),
            Map.entry(Float.class, new JsonValueReader(JsonScalars::readFloat, PlainScalars::readFloat)),
            Map.entry(boolean.class, new JsonValueReader(JsonScalars::readBoolean, PlainScalars::readBoolean)),
            Map.entry(Boolean.class, new JsonValueReader(JsonScalars::readBoolean, PlainScalars::readBoolean)),
            Map.entry(String.class, new JsonValueReader(JsonScalars::readText, PlainScalars::readText)),
            Map.entry(Instant.class, new JsonValueReader(JsonScalars::readTime, PlainScalars::readTime)),
            Map.entry(LocalDate.class, new JsonValueReader(JsonScalars::readDate, PlainScalars::readDate)),
            Map.entry(LocalTime.class, new JsonValueReader(JsonScalars::readTimeOfDay, PlainScalars::readTimeOfDay)),
            Map.entry(Duration.class, new JsonValueReader(JsonScalars::readDuration, PlainScalars::readDuration)),
            Map.entry(BigDecimal.class, new JsonValueReader(JsonScalars::readDecimal, PlainScalars::readDecimal)),
            Map.entry(byte[].class, new JsonValueReader(JsonScalars::readBytes, PlainScalars::readBytes)));

    /**
     * The reader of a type.
     *
     * @param component where the type is declared, for messages
     * @param around the records that it is declared in
     * @throws IllegalArgumentException if no JSON value is read into it
     */
    static JsonValueReader of(Type type, String component, Set<Class<?>> around) {
        JsonValueReader scalar = type instanceof Class<?> raw ? SCALARS.get(raw) : null;
        if (scalar != null) {
            return scalar;
        }
        if (type instanceof Class<?> raw && raw.isEnum()) {
            return JsonScalars.constant(raw);
        }
        if (type instanceof Class<?> raw && raw.isRecord()) {
            return record(raw.asSubclass(Record.class), component, around);
        }
        if (type instanceof Class<?> raw && raw.isArray()) {
            return JsonContainers.array(raw.getComponentType(), of(raw.getComponentType(), component, around));
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return JsonContainers.list(of(arguments[0], component, around));
            }
            if (generic.getRawType() == Set.class) {
                return JsonContainers.set(of(arguments[0], component, around));
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class) {
                return JsonContainers.map(of(arguments[1], component, around));
            }
        }
        throw new IllegalArgumentException(
                component + ": a message cannot carry '" + type.getTypeName() + "' · " + KNOWN_TYPES);
    }

    private static JsonValueReader record(Class<? extends Record> raw, String component, Set<Class<?>> around) {
        if (around.contains(raw)) {
            throw new IllegalArgumentException(component + ": a message cannot carry itself, as a part of '"
                    + raw.getSimpleName() + "' · declare a record without it");
        }
        RecordShape shape = RecordShape.of(raw, around);
        return new JsonValueReader(
                (parser, field) -> {
                    JsonScalars.require(parser, JsonToken.START_OBJECT, field, "an object");
                    return shape.read(parser, field + ".");
                },
                shape::readPlain);
    }
}
