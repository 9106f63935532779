package dev.oriel.engine.serve;

import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value of one feature, with how it is found: a node of the {@link ServePlan}, which has each once. Two are the same only if
 * they are one object.
 */
final class Target {
    private final FeatureClassDefinition owner;
    private final FeatureDefinition feature;
    private final long windowMillis;
    private final String root;
    private final String fqn;
    private final String primaryKey;
    private final @Nullable Object defaultValue;
    private Means means = new Means.None("it is not planned");
    private List<Need> needs = List.of();

    /**
     * A value that nothing is known of yet.
     *
     * @param windowMillis length of the window; 0 for a feature without windows
     * @param defaultValue in place of null; null without one
     */
    Target(FeatureClassDefinition owner, FeatureDefinition feature, long windowMillis, @Nullable Object defaultValue) {
        this(
                owner,
                feature,
                windowMillis,
                owner.namespace() + "." + (windowMillis == 0 ? feature.name() : feature.windowName(windowMillis)),
                defaultValue);
    }

    private Target(
            FeatureClassDefinition owner,
            FeatureDefinition feature,
            long windowMillis,
            String fqn,
            @Nullable Object defaultValue) {
        this.owner = owner;
        this.feature = feature;
        this.windowMillis = windowMillis;
        this.root = owner.namespace() + "." + feature.name();
        this.fqn = fqn;
        this.primaryKey = owner.namespace() + "."
                + owner.primaryKey().map(FeatureDefinition::name).orElse(FeatureClassDefinition.SINGLETON_KEY);
        this.defaultValue = defaultValue;
    }

    /** A value that no feature declares, named by its own text. */
    static Target undeclared(FeatureClassDefinition owner, FeatureDefinition feature, long windowMillis) {
        return new Target(owner, feature, windowMillis, owner.namespace() + "." + feature.name(), null);
    }

    /** Says how the value is found. */
    void foundBy(Means how) {
        means = how;
    }

    /** Says what it is computed from; the plan does so once all of its values know how they are found. */
    void needs(List<Need> values) {
        needs = List.copyOf(values);
    }

    FeatureClassDefinition owner() {
        return owner;
    }

    FeatureDefinition feature() {
        return feature;
    }

    /** Length of the window; 0 for a feature without windows. */
    long windowMillis() {
        return windowMillis;
    }

    /** The name of the feature: {@code user.total_spend}. */
    String root() {
        return root;
    }

    /** The canonical name: {@code user.total_spend__2592000__}. */
    String fqn() {
        return fqn;
    }

    /** The name of its row's primary key: {@code user.id}. */
    String primaryKey() {
        return primaryKey;
    }

    /** The name under which its row keeps it. */
    String nameInRow() {
        return fqn.substring(owner.namespace().length() + 1);
    }

    @Nullable
    Object defaultValue() {
        return defaultValue;
    }

    Means means() {
        return means;
    }

    /** The values that it is computed from, or that tell where it is kept; empty where only inputs tell. */
    List<Need> needs() {
        return needs;
    }

    /** Whether it has a window, or is computed from a value that has one, directly or not. */
    boolean readsWindows() {
        return windowMillis > 0 || needs.stream().anyMatch(need -> need.target().readsWindows());
    }

    @Override
    public String toString() {
        return fqn;
    }
}
