package dev.oriel.engine.typed;

import dev.oriel.api.Feature;
import dev.oriel.api.Named;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureReference;
import dev.oriel.api.definition.Names;
import dev.oriel.api.definition.UnknownFeatureException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives values of the engine the Java types of their features: inside, an {@code int} is a {@code Long}, a record a map. Immutable.
 */
public final class JavaValues {
    private final Definitions definitions;
    private final ClassLoader loader;

    /** @param loader of the feature classes */
    public JavaValues(Definitions definitions, ClassLoader loader) {
        this.definitions = definitions;
        this.loader = loader;
    }

    /**
     * The value as the type that the feature's method declares.
     *
     * @throws IllegalArgumentException if it does not fit; never for a value that the engine kept for the feature
     */
    public <V> @Nullable V typed(Feature<?, V> feature, @Nullable Object value) {
        // The handle was generated from the method whose type this is.
        @SuppressWarnings("unchecked")
        V typed = value == null ? null : (V) java(value, declared(feature.fqn()));
        return typed;
    }

    /** Gives values of one feature the type that it declares. */
    @FunctionalInterface
    public interface Conversion {
        /** The value; null is null. */
        @Nullable
        Object java(@Nullable Object value);
    }

    /**
     * The conversion for one feature, whose declaration is looked up once.
     *
     * @throws IllegalArgumentException if its declaration is not found
     */
    public Conversion of(String fqn) {
        Type type = declared(fqn);
        return value -> value == null ? null : java(value, type);
    }

    /** What the method returns, or, of a windowed feature, one value of it. */
    private Type declared(String fqn) {
        try {
            FeatureReference reference = FeatureReference.resolve(fqn, definitions);
            Type type = Class.forName(reference.owner().javaName(), false, loader)
                    .getMethod(reference.feature().javaName())
                    .getGenericReturnType();
            boolean windowed = reference.windowMillis().isPresent();
            return windowed && type instanceof ParameterizedType of ? of.getActualTypeArguments()[0] : type;
        } catch (UnknownFeatureException | ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    fqn + " · its declaration is not found · " + e.getMessage()
                            + " · compile the feature class and its metamodel together",
                    e);
        }
    }

    private static Object java(Object value, Type type) {
        return switch (value) {
            case Number number -> number(number, type);
            case String text -> type instanceof Class<?> raw && raw.isEnum() ? constant(text, raw) : text;
            case List<?> items -> items(items, type);
            case Map<?, ?> parts -> record(parts, type);
            case double[] vector -> type == float[].class ? floats(vector) : vector;
            default -> value;
        };
    }

    private static Object number(Number value, Type type) {
        if (type == int.class || type == Integer.class) {
            return Math.toIntExact(value.longValue());
        }
        if (type == short.class || type == Short.class) {
            return value.shortValue();
        }
        if (type == byte.class || type == Byte.class) {
            return value.byteValue();
        }
        return type == float.class || type == Float.class ? (Object) value.floatValue() : value;
    }

    private static Object constant(String name, Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(type.getSimpleName() + " · it has no constant '" + name
                        + "' · known are " + Arrays.toString(type.getEnumConstants())
                        + " · compile the feature class and its types together"));
    }

    /** An array_agg has an item for each row, null where the column is. */
    private static Object items(List<? extends @Nullable Object> items, Type type) {
        if (!(type instanceof ParameterizedType of)) {
            return items;
        }
        var converted = new ArrayList<@Nullable Object>(items.size());
        for (Object item : items) {
            converted.add(item == null ? null : java(item, of.getActualTypeArguments()[0]));
        }
        return of.getRawType() == Set.class
                ? new LinkedHashSet<@Nullable Object>(converted)
                : Collections.unmodifiableList(converted);
    }

    private static float[] floats(double[] vector) {
        float[] floats = new float[vector.length];
        for (int place = 0; place < floats.length; place++) {
            floats[place] = (float) vector[place];
        }
        return floats;
    }

    private static Object record(Map<?, ?> parts, Type type) {
        if (!(type instanceof Class<?> raw) || !raw.isRecord()) {
            return parts;
        }
        RecordComponent[] components = raw.getRecordComponents();
        var values = new @Nullable Object[components.length];
        for (int place = 0; place < values.length; place++) {
            Named named = components[place].getAnnotation(Named.class);
            Object part = parts.get(named == null ? Names.snakeCase(components[place].getName()) : named.value());
            values[place] = part == null ? null : java(part, components[place].getGenericType());
        }
        try {
            Constructor<?> constructor = raw.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    raw.getSimpleName() + " · it cannot be made of " + parts + " · " + e + " · query a part of it", e);
        }
    }
}
