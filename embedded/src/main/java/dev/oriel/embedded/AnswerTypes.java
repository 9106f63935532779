package dev.oriel.embedded;

import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureReference;
import dev.oriel.api.definition.UnknownFeatureException;
import dev.oriel.engine.typed.JavaValues;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the declarations say of the features that answers hold, looked up once for each. Any threads. */
final class AnswerTypes {
    private final Definitions definitions;
    private final JavaValues values;
    private final Map<String, Declared> byName = new ConcurrentHashMap<>();

    /** @param loader of the feature classes */
    AnswerTypes(Definitions definitions, ClassLoader loader) {
        this.definitions = definitions;
        this.values = new JavaValues(definitions, loader);
    }

    /**
     * One feature.
     *
     * @param nullable whether its type says that it may be null
     */
    private record Declared(JavaValues.Conversion conversion, boolean nullable) {}

    /** A value as the type that its feature declares. */
    @Nullable
    Object java(String fqn, @Nullable Object value) {
        return declared(fqn).conversion().java(value);
    }

    /** Whether the declared type of a feature may be null. */
    boolean isNullable(String fqn) {
        return declared(fqn).nullable();
    }

    /**
     * The feature class that an interface declares.
     *
     * @throws IllegalArgumentException if it declares none that is served
     */
    FeatureClassDefinition featureClass(Class<?> type) {
        String name = String.valueOf(type.getCanonicalName());
        return definitions
                .javaClass(name)
                .orElseThrow(() -> new IllegalArgumentException("answer · '" + name
                        + "' is no feature class that is served · known are '"
                        + definitions.featureClasses().stream()
                                .map(FeatureClassDefinition::simpleName)
                                .collect(Collectors.joining("', '"))
                        + "' · give the interface that declares what was asked for"));
    }

    // No atomic computation: the lookup reflects, and a second one finds the same.
    private Declared declared(String fqn) {
        Declared known = byName.get(fqn);
        if (known != null) {
            return known;
        }
        try {
            boolean nullable =
                    FeatureReference.resolve(fqn, definitions).feature().nullable();
            var declared = new Declared(values.of(fqn), nullable);
            byName.put(fqn, declared);
            return declared;
        } catch (UnknownFeatureException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
