package dev.oriel.api.definition;

import java.util.List;
import java.util.Optional;

/**
 * All feature classes and resolver classes of one jar or of one catalog.
 *
 * @param featureClasses in source order
 * @param resolverClasses in source order
 */
public record Definitions(List<FeatureClassDefinition> featureClasses, List<ResolverClassDefinition> resolverClasses) {
    /** Where a jar keeps its definitions, as JSON. */
    public static final String INDEX_PATH = "META-INF/oriel/definitions.json";

    /** Copies the lists. */
    public Definitions {
        featureClasses = List.copyOf(featureClasses);
        resolverClasses = List.copyOf(resolverClasses);
    }

    /** The feature class of a namespace. */
    public Optional<FeatureClassDefinition> namespace(String namespace) {
        return featureClasses.stream()
                .filter(c -> c.namespace().equals(namespace))
                .findFirst();
    }

    /** The feature class that an interface declares, by its qualified Java name. */
    public Optional<FeatureClassDefinition> javaClass(String qualifiedName) {
        return featureClasses.stream()
                .filter(c -> c.javaName().equals(qualifiedName))
                .findFirst();
    }
}
