package dev.oriel.api.definition;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A feature that a text named.
 *
 * @param path the has-one relations that lead to the class of the feature, in order; empty for a feature of the class itself
 * @param owner the class it belongs to
 * @param feature the feature
 * @param windowMillis the window that was asked for; empty for a feature without windows, and for the root of a windowed
 *     feature, which stands for all of its windows
 */
public record FeatureReference(
        List<Step> path, FeatureClassDefinition owner, FeatureDefinition feature, OptionalLong windowMillis) {
    /** Copies the list. */
    public FeatureReference {
        path = List.copyOf(path);
    }

    /**
     * One relation of a path.
     *
     * @param owner the class that declares it
     * @param relation has-one
     */
    public record Step(FeatureClassDefinition owner, FeatureDefinition relation) {}

    /**
     * Understands every spelling of a feature: {@code user.total_spend}, {@code user.total_spend("30d")}, the same with
     * single or without quotes, {@code ["30d"]}, {@code [30d]}, {@code _30d}, {@code __30d__} and {@code __2592000__}; with
     * the namespace or the simple name of the class. Spellings of equal length are the same window. A version is written
     * last or before the window, {@code user.score@2}, {@code user.count[1d]@2}, {@code user.count__86400__@2}; has-one
     * relations come between, {@code transaction.user.total_spend[30d]}.
     *
     * @throws UnknownFeatureException if the class, a relation, the feature or the window is not declared. Cost: linear in
     *     the features of the classes
     */
    public static FeatureReference resolve(String text, Definitions definitions) {
        return new FeatureSpelling(text, definitions).resolve();
    }

    /** The class that the text begins with. */
    public FeatureClassDefinition root() {
        return path.isEmpty() ? owner : path.getFirst().owner();
    }

    /**
     * The canonical name: {@code user.total_spend__2592000__}, {@code user.total_spend__all__}, {@code user.name}, {@code
     * transaction.user.name}, {@code user.count__86400__@2}. It resolves to this reference again, but for the first version
     * of a feature whose default is another: that is asked for with {@code @1}.
     */
    public String fqn() {
        String relations =
                path.stream().map(step -> step.relation().name() + ".").collect(Collectors.joining());
        String name = windowMillis.isPresent() ? feature.windowName(windowMillis.getAsLong()) : feature.name();
        return root().namespace() + "." + relations + name;
    }
}
