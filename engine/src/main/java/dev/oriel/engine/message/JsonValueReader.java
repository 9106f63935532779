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
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

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

    /** What a component may be, as messages say it. */
    String KNOWN_TYPES = "known are long, int, short, double, float, boolean, String, Instant, LocalDate, LocalTime,"
            + " Duration, BigDecimal, byte[], enums, records, and lists, sets, arrays and maps by String of these ·"
            + " declare one of them";

    /** The types that are one value in JSON, but for enums; both spellings of primitives. */
    Map<Class<?>, JsonValueReader> SCALARS = Map.ofEntries(
            Map.entry(long.class, JsonScalars::readLong),
            Map.entry(Long.class, JsonScalars::readLong),
            Map.entry(int.class, JsonScalars::readInt),
            Map.entry(Integer.class, JsonScalars::readInt),
            Map.entry(short.class, JsonScalars::readShort),
            Map.entry(Short.class, JsonScalars::readShort),
            Map.entry(double.class, JsonScalars::readDouble),
            Map.entry(Double.class, JsonScalars::readDouble),
            Map.entry(float.class, JsonScalars::readFloat),
            Map.entry(Float.class, JsonScalars::readFloat),
            Map.entry(boolean.class, JsonScalars::readBoolean),
            Map.entry(Boolean.class, JsonScalars::readBoolean),
            Map.entry(String.class, JsonScalars::readText),
            Map.entry(Instant.class, JsonScalars::readTime),
            Map.entry(LocalDate.class, JsonScalars::readDate),
            Map.entry(LocalTime.class, JsonScalars::readTimeOfDay),
            Map.entry(Duration.class, JsonScalars::readDuration),
            Map.entry(BigDecimal.class, JsonScalars::readDecimal),
            Map.entry(byte[].class, JsonScalars::readBytes));

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
        return (parser, field) -> {
            JsonScalars.require(parser, JsonToken.START_OBJECT, field, "an object");
            return shape.read(parser, field + ".");
        };
    }
}
