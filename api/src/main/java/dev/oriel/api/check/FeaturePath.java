package dev.oriel.api.check;

import dev.oriel.api.Durations;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureDefinition.Shape;
import dev.oriel.api.definition.Suggestions;
import java.util.List;
import java.util.Optional;

/** What the name in a handle leads to: a feature of a class, through relations to one row perhaps. */
sealed interface FeaturePath {
    /**
     * A feature.
     *
     * @param start the class that the path begins at
     * @param owner the class that the feature belongs to; {@code start} where the path has no relation
     * @param window the declared spelling of the window that the name ends with; empty when it has none
     */
    record Found(
            FeatureClassDefinition start,
            FeatureClassDefinition owner,
            FeatureDefinition feature,
            Optional<String> window)
            implements FeaturePath {
        boolean direct() {
            return start.equals(owner);
        }
    }

    /** Nothing, and why. */
    record Unknown(String message) implements FeaturePath {}

    /** Follows a name such as {@code user.name}, {@code transaction.user.name} or {@code user.total_spend__600__}. */
    static FeaturePath of(String fqn, Definitions definitions) {
        List<String> parts = List.of(fqn.split("\\.", -1));
        Optional<FeatureClassDefinition> start = definitions.namespace(parts.getFirst());
        if (start.isEmpty()) {
            List<String> known = definitions.featureClasses().stream()
                    .map(FeatureClassDefinition::namespace)
                    .toList();
            return new Unknown("no feature class has the namespace '" + parts.getFirst() + "'"
                    + Suggestions.hint(parts.getFirst(), known));
        }
        FeatureClassDefinition owner = start.get();
        for (String relation : parts.subList(1, Math.max(1, parts.size() - 1))) {
            Optional<FeatureClassDefinition> next = owner.feature(relation)
                    .filter(feature -> feature.shape() == Shape.HAS_ONE)
                    .map(FeatureDefinition::target)
                    .flatMap(definitions::javaClass);
            if (next.isEmpty()) {
                return new Unknown("'" + relation + "' is no relation of " + owner.simpleName() + " to one row");
            }
            owner = next.get();
        }
        return feature(start.get(), owner, parts.getLast());
    }

    private static FeaturePath feature(FeatureClassDefinition start, FeatureClassDefinition owner, String name) {
        Optional<FeatureDefinition> exact = owner.feature(name);
        if (exact.isPresent()) {
            return new Found(start, owner, exact.get(), Optional.empty());
        }
        for (FeatureDefinition feature : owner.features()) {
            for (String window : feature.windows()) {
                if (name.equals(windowName(feature, window))) {
                    return new Found(start, owner, feature, Optional.of(window));
                }
            }
        }
        List<String> known =
                owner.features().stream().map(FeatureDefinition::name).toList();
        return new Unknown("no feature '" + name + "' on " + owner.simpleName() + Suggestions.hint(name, known));
    }

    /** What the handle of one window says; a name that no feature has when the window cannot be named. */
    private static String windowName(FeatureDefinition feature, String window) {
        if (FeatureCheck.durationProblem(window).isPresent()) {
            return "";
        }
        long millis = Durations.millis(window);
        return millis > 0 && millis % 1000 == 0 ? feature.windowName(millis) : "";
    }
}
