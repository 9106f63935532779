package dev.oriel.api.check;

import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.Suggestions;
import java.util.List;
import java.util.Optional;

/** What the outputs of all kinds of resolvers have in common. */
final class Outputs {
    private Outputs() {}

    /**
     * A primary key.
     *
     * @param fqn {@code user.id}
     * @param handle how resolvers write it: {@code User_.id}
     */
    record Key(String fqn, String handle) {}

    /** The key that a row needs; empty for the one row of a singleton, whose key the platform adds. */
    static Optional<Key> primaryKey(FeatureClassDefinition owner) {
        return owner.primaryKey()
                .filter(ignored -> !owner.singleton())
                .map(key -> new Key(owner.namespace() + "." + key.name(), handle(owner, key)));
    }

    static String handle(FeatureClassDefinition owner, FeatureDefinition feature) {
        return owner.simpleName() + "_." + feature.javaName();
    }

    /**
     * The one class that all outputs belong to; reports when there is none.
     *
     * @param why what makes several classes impossible
     */
    static Optional<FeatureClassDefinition> owner(ResolverCheck check, List<String> outputs, String why) {
        List<String> namespaces =
                outputs.stream().map(Outputs::namespace).distinct().toList();
        if (namespaces.size() > 1) {
            check.error("its outputs are of several classes, " + String.join(", ", namespaces) + ": " + why
                    + "; write a resolver for each");
            return Optional.empty();
        }
        String namespace = namespaces.getFirst();
        Optional<FeatureClassDefinition> owner = check.definitions().namespace(namespace);
        if (owner.isEmpty()) {
            List<String> known = check.definitions().featureClasses().stream()
                    .map(FeatureClassDefinition::namespace)
                    .toList();
            check.error("no feature class has the namespace '" + namespace + "'" + Suggestions.hint(namespace, known));
        }
        return owner;
    }

    /** Why an output cannot name one window of a feature. */
    static String oneWindow(FeaturePath.Found found) {
        String root = found.owner().namespace() + "." + found.feature().name();
        return "it outputs '" + root + "' over '" + found.window().orElseThrow()
                + "' alone: a resolver fills all windows of a feature; output "
                + handle(found.owner(), found.feature());
    }

    static String namespace(String fqn) {
        int point = fqn.indexOf('.');
        return point < 0 ? fqn : fqn.substring(0, point);
    }
}
