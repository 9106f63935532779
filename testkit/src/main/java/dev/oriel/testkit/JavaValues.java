package dev.oriel.testkit;

import dev.oriel.api.Feature;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureReference;
import dev.oriel.api.definition.UnknownFeatureException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Gives values of the engine the Java types of their features: an {@code int} is a {@code Long} inside. */
final class JavaValues {
    private final Definitions definitions;
    private final ClassLoader loader;

    JavaValues(Definitions definitions, ClassLoader loader) {
        this.definitions = definitions;
        this.loader = loader;
    }

    /**
     * The value as the type that the feature's method declares.
     *
     * @throws IllegalArgumentException if it does not fit; never for a value that the engine kept for the feature
     */
    <V> @Nullable V typed(Feature<?, V> feature, @Nullable Object value) {
        Object converted = value instanceof Number number ? number(number, declared(feature)) : value;
        // The handle was generated from the method whose type this is.
        @SuppressWarnings("unchecked")
        V typed = (V) converted;
        return typed;
    }

    private static Number number(Number value, Type declared) {
        if (declared == int.class || declared == Integer.class) {
            return Math.toIntExact(value.longValue());
        }
        return declared == float.class || declared == Float.class ? value.floatValue() : value;
    }

    /** What the method returns, or, of a windowed feature, one value of it. */
    private Type declared(Feature<?, ?> feature) {
        try {
            FeatureReference reference = FeatureReference.resolve(feature.fqn(), definitions);
            Type type = Class.forName(reference.owner().javaName(), false, loader)
                    .getMethod(reference.feature().javaName())
                    .getGenericReturnType();
            return type instanceof ParameterizedType windowed ? windowed.getActualTypeArguments()[0] : type;
        } catch (UnknownFeatureException | ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    feature.fqn() + " · its declaration is not found · " + e.getMessage()
                            + " · compile the feature class and its metamodel together",
                    e);
        }
    }
}
