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
 * The values that a request gives, by canonical name; {@code transaction.user.name} is of the row that a relation leads to.
 *
 * @param values in the engine's form; null where null was given for a nullable feature
 */
record QueryInputs(Map<String, @Nullable Object> values) {
    /** Reads the inputs of a request; what is wrong with them goes into {@code errors}. */
    static QueryInputs read(
            Map<String, @Nullable Object> given, Remembered<FeatureReference> names, List<QueryError> errors) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        given.forEach((name, value) -> {
            try {
                FeatureReference reference = names.of(name);
                values.put(reference.fqn(), value(reference, value));
            } catch (IllegalArgumentException e) {
                errors.add(new QueryError(
                        QueryError.Code.PARSE_FAILED, "input '" + name + "': " + e.getMessage(), Optional.of(name)));
            }
        });
        return new QueryInputs(values);
    }

    private static @Nullable Object value(FeatureReference reference, @Nullable Object value) {
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

    /** What is given of the row that a relation leads to, by the names that its own class has. */
    Map<String, @Nullable Object> beyond(Relation relation) {
        String prefix = relation.fqn() + ".";
        var beyond = new LinkedHashMap<String, @Nullable Object>();
        values.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                beyond.put(relation.other().namespace() + "." + name.substring(prefix.length()), value);
            }
        });
        return beyond;
    }
}
