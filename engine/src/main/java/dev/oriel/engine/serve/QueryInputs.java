package dev.oriel.engine.serve;

import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureReference;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.engine.state.FeatureValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values that a request gives, by canonical name.
 *
 * @param values in the engine's form; null where null was given for a nullable feature
 */
record QueryInputs(Map<String, @Nullable Object> values) {
    /** Reads the inputs of a request; what is wrong with them goes into {@code errors}. */
    static QueryInputs read(Map<String, @Nullable Object> given, FeatureNames names, List<QueryError> errors) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        given.forEach((name, value) -> {
            try {
                FeatureReference reference = names.resolve(name);
                values.put(reference.fqn(), value(reference, value));
            } catch (IllegalArgumentException e) {
                errors.add(new QueryError(
                        QueryError.Code.PARSE_FAILED, "input '" + name + "': " + e.getMessage(), Optional.of(name)));
            }
        });
        return new QueryInputs(values);
    }

    /** Why a feature of another class cannot be asked for or given by way of a relation. */
    static String throughRelation(String name) {
        return "'" + name + "' goes through a relation · that is not available yet"
                + " · ask for a feature of the class itself, such as class.feature";
    }

    private static @Nullable Object value(FeatureReference reference, @Nullable Object value) {
        if (!reference.path().isEmpty()) {
            throw new IllegalArgumentException(throughRelation(reference.fqn()));
        }
        FeatureDefinition feature = reference.feature();
        FeatureType type = feature.type();
        boolean several = feature.shape() == FeatureDefinition.Shape.WINDOWED_GROUPS
                || (feature.hasWindows() && reference.windowMillis().isEmpty());
        if (type == null || several) {
            throw new IllegalArgumentException("takes no single value · give its scalar features one by one");
        }
        if (value == null) {
            if (!feature.nullable()) {
                throw new IllegalArgumentException("Received a null input for feature '" + reference.fqn()
                        + "', which is non-nullable (with type '" + type.word() + "').");
            }
            return null;
        }
        return FeatureValues.normalise(value, type);
    }

    boolean has(String fqn) {
        return values.containsKey(fqn);
    }

    @Nullable
    Object value(String fqn) {
        return values.get(fqn);
    }
}
