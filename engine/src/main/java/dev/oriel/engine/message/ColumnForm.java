package dev.oriel.engine.message;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.FeatureType.Field;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.engine.state.FeatureValues;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a Java type of messages is seen by SQL.
 *
 * @param conversion brings a value of the Java type into the engine's form of the type
 */
record ColumnForm(FeatureType type, Conversion conversion) {
    /** Brings one value into the engine's form. */
    @FunctionalInterface
    interface Conversion {
        /**
         * The value in its new form.
         *
         * @throws IllegalArgumentException if it has none, such as a float that is not finite; the message says why
         */
        Object convert(Object value);
    }

    private static final Map<Class<?>, ScalarType> SCALARS = Map.ofEntries(
            Map.entry(long.class, ScalarType.LONG),
            Map.entry(Long.class, ScalarType.LONG),
            Map.entry(int.class, ScalarType.LONG),
            Map.entry(Integer.class, ScalarType.LONG),
            Map.entry(short.class, ScalarType.LONG),
            Map.entry(Short.class, ScalarType.LONG),
            Map.entry(double.class, ScalarType.DOUBLE),
            Map.entry(Double.class, ScalarType.DOUBLE),
            Map.entry(float.class, ScalarType.DOUBLE),
            Map.entry(Float.class, ScalarType.DOUBLE),
            Map.entry(boolean.class, ScalarType.BOOLEAN),
            Map.entry(Boolean.class, ScalarType.BOOLEAN),
            Map.entry(String.class, ScalarType.TEXT),
            Map.entry(Instant.class, ScalarType.TIME),
            Map.entry(LocalDate.class, ScalarType.DATE),
            Map.entry(LocalTime.class, ScalarType.TIME_OF_DAY),
            Map.entry(Duration.class, ScalarType.DURATION),
            Map.entry(BigDecimal.class, ScalarType.DECIMAL),
            Map.entry(byte[].class, ScalarType.BYTES));

    /**
     * The form of a type: scalars and enumerations as features have them, lists, sets and arrays as lists, records as structs
     * by wire names, and a map as the list of its entries, structs of {@code key} and {@code value}.
     *
     * @param component where the type is declared, for messages
     * @param around the records that it is declared in
     * @throws IllegalArgumentException if SQL does not see it
     */
    static ColumnForm of(Type type, String component, Set<Class<?>> around) {
        ScalarType scalar = type instanceof Class<?> raw ? SCALARS.get(raw) : null;
        if (scalar != null) {
            return new ColumnForm(new FeatureType.Scalar(scalar), value -> FeatureValues.normalise(value, scalar));
        }
        if (type instanceof Class<?> raw && raw.isEnum()) {
            return enumeration(raw);
        }
        if (type instanceof Class<?> raw && raw.isRecord()) {
            return struct(raw.asSubclass(Record.class), component, around);
        }
        if (type instanceof Class<?> raw && raw.isArray()) {
            return array(of(raw.getComponentType(), component, around));
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return list(of(arguments[0], component, around));
            }
            if (generic.getRawType() == Set.class) {
                return set(of(arguments[0], component, around));
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class) {
                return entries(of(arguments[1], component, around));
            }
        }
        throw new IllegalArgumentException(component + ": neither SQL nor expressions read '" + type.getTypeName()
                + "' · " + JsonValueReader.KNOWN_TYPES);
    }

    private static ColumnForm enumeration(Class<?> type) {
        List<String> constants = Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .toList();
        return new ColumnForm(
                new FeatureType.Enumeration(javaName(type), constants), value -> ((Enum<?>) value).name());
    }

    private static ColumnForm list(ColumnForm items) {
        return new ColumnForm(
                new FeatureType.ListOf(items.type), value -> Collections.unmodifiableList(items.all((List<?>) value)));
    }

    private static ColumnForm array(ColumnForm items) {
        return new ColumnForm(new FeatureType.ListOf(items.type), value -> {
            var values = new ArrayList<@Nullable Object>(Array.getLength(value));
            for (int place = 0; place < Array.getLength(value); place++) {
                values.add(Array.get(value, place));
            }
            return Collections.unmodifiableList(items.all(values));
        });
    }

    /** Sets that are equal become lists that are equal: their items are in the order that features keep them in. */
    private static ColumnForm set(ColumnForm items) {
        var type = new FeatureType.ListOf(items.type);
        return new ColumnForm(
                type, value -> FeatureValues.normalise(new LinkedHashSet<>(items.all((Set<?>) value)), type));
    }

    private static ColumnForm entries(ColumnForm values) {
        var key = new FeatureType.Scalar(ScalarType.TEXT);
        var type = new FeatureType.Struct(
                "java.util.Map.Entry",
                List.of(new Field("key", "key", key, false), new Field("value", "value", values.type, false)));
        ColumnForm entry = new ColumnForm(type, value -> {
            var of = (Map.Entry<?, ?>) value;
            var parts = new LinkedHashMap<String, Object>();
            parts.put("key", FeatureValues.normalise(present(of.getKey(), "a key"), key));
            parts.put("value", values.conversion.convert(present(of.getValue(), "a value")));
            return Collections.unmodifiableMap(parts);
        });
        return new ColumnForm(
                new FeatureType.ListOf(type),
                value -> Collections.unmodifiableList(entry.all(((Map<?, ?>) value).entrySet())));
    }

    private static ColumnForm struct(Class<? extends Record> type, String component, Set<Class<?>> around) {
        if (around.contains(type)) {
            throw new IllegalArgumentException(component + ": a message cannot carry itself, as a part of '"
                    + type.getSimpleName() + "' · declare a record without it");
        }
        List<RecordColumn> parts = RecordColumn.all(type, around);
        List<Field> fields = parts.stream()
                .map(part -> new Field(part.field(), part.component(), part.form().type, part.nullable()))
                .toList();
        return new ColumnForm(new FeatureType.Struct(javaName(type), fields), value -> {
            var values = new LinkedHashMap<String, @Nullable Object>();
            for (RecordColumn part : parts) {
                values.put(part.field(), part.value(value));
            }
            return Collections.unmodifiableMap(values);
        });
    }

    private List<Object> all(Collection<? extends @Nullable Object> items) {
        var converted = new ArrayList<Object>(items.size());
        for (Object item : items) {
            converted.add(conversion.convert(present(item, "an item")));
        }
        return converted;
    }

    private static Object present(@Nullable Object part, String what) {
        if (part == null) {
            throw new IllegalArgumentException(what + " of it is null");
        }
        return part;
    }

    private static String javaName(Class<?> type) {
        return Optional.ofNullable(type.getCanonicalName()).orElse(type.getName());
    }
}
