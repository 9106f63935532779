package dev.oriel.api.definition;

import java.util.OptionalLong;

/**
 * A feature that a text named.
 *
 * @param owner the class it belongs to
 * @param feature the feature
 * @param windowMillis the window that was asked for; empty for a feature without windows, and for the root of a windowed
 *     feature, which stands for all of its windows
 */
public record FeatureReference(FeatureClassDefinition owner, FeatureDefinition feature, OptionalLong windowMillis) {
    /**
     * Understands every spelling of a feature: {@code user.total_spend}, {@code user.total_spend("30d")}, the same with
     * single or without quotes, {@code ["30d"]}, {@code [30d]}, {@code _30d}, {@code __30d__} and {@code __2592000__}; with
     * the namespace or the simple name of the class. Spellings of equal length are the same window.
     *
     * @throws UnknownFeatureException if the class, the feature or the window is not declared. Cost: linear in the
     *     features of the class
     */
    public static FeatureReference resolve(String text, Definitions definitions) {
        return new FeatureSpelling(text, definitions).resolve();
    }

    /** The canonical name: {@code user.total_spend__2592000__}, {@code user.total_spend__all__}, {@code user.name}. */
    public String fqn() {
        return owner.namespace() + "."
                + (windowMillis.isPresent() ? feature.windowName(windowMillis.getAsLong()) : feature.name());
    }
}
