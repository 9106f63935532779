package dev.oriel.api.definition;

import java.util.List;
import java.util.stream.Collectors;

/** Which features join two classes. */
public final class Joins {
    private Joins() {}

    /** The features of {@code child} that hold the primary key of {@code parent}, in source order; a join needs exactly one. */
    public static List<FeatureDefinition> foreignKeys(FeatureClassDefinition child, FeatureClassDefinition parent) {
        return child.features().stream()
                .filter(feature -> parent.javaName().equals(feature.references()))
                .toList();
    }

    /**
     * Says that the foreign keys found are none or too many.
     *
     * @param found what {@link #foreignKeys} gave
     */
    public static String notOne(
            FeatureClassDefinition child, FeatureClassDefinition parent, List<FeatureDefinition> found) {
        String names = found.isEmpty()
                ? ""
                : " (" + found.stream().map(FeatureDefinition::name).collect(Collectors.joining(", ")) + ")";
        return child.simpleName() + " has " + (found.isEmpty() ? "no" : found.size()) + " features that reference "
                + parent.simpleName() + names + ": annotate exactly one with @References(" + parent.simpleName()
                + ".class)";
    }
}
