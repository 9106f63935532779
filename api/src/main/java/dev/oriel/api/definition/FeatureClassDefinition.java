package dev.oriel.api.definition;

import dev.oriel.api.CachePolicy;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One feature class.
 *
 * @param javaName qualified name of the interface
 * @param namespace first part of every feature's name on the wire: {@code user}
 * @param description the doc comment without its {@code :owner:} and {@code :tags:} lines; empty when there is none
 * @param owner who answers for it; null when nobody is named
 * @param tags labels, added to those of each feature
 * @param maxStaleness duration inherited by stored scalars; null is {@code 0s}
 * @param etlOfflineToOnline whether offline outputs are also written online
 * @param singleton whether there is one row, whose key the platform adds
 * @param nulls what the online store does with nulls
 * @param defaults what it does with defaults
 * @param features in source order; of a singleton, its key comes first
 * @param file simple name of the source file, for messages
 * @param line line of the interface in it, from 1; 0 when unknown
 */
public record FeatureClassDefinition(
        String javaName,
        String namespace,
        String description,
        @Nullable String owner,
        List<String> tags,
        @Nullable String maxStaleness,
        boolean etlOfflineToOnline,
        boolean singleton,
        CachePolicy nulls,
        CachePolicy defaults,
        List<FeatureDefinition> features,
        String file,
        long line) {
    /** Name of the key of a class with one row. */
    public static final String SINGLETON_KEY = "__chalk_singleton_id__";

    /** The key of the one row. */
    public static final long SINGLETON_ID = 111;

    /** Copies the lists. */
    public FeatureClassDefinition {
        tags = List.copyOf(tags);
        features = List.copyOf(features);
    }

    /**
     * The feature of a wire name, without the namespace.
     *
     * @param name {@code score}, which is the default version, or {@code score@2}; {@code score@1} is the first version
     */
    public Optional<FeatureDefinition> feature(String name) {
        int at = name.indexOf('@');
        if (at < 0) {
            return named(name)
                    .filter(first -> features.stream().noneMatch(other -> isDefaultVersion(other, name)))
                    .or(() -> features.stream()
                            .filter(other -> isDefaultVersion(other, name))
                            .findFirst());
        }
        return named(name.endsWith("@1") ? name.substring(0, at) : name);
    }

    private static boolean isDefaultVersion(FeatureDefinition feature, String name) {
        return feature.defaultVersion() && feature.baseName().equals(name);
    }

    private Optional<FeatureDefinition> named(String name) {
        return features.stream().filter(f -> f.name().equals(name)).findFirst();
    }

    /** The primary key; empty only in definitions that the checker refuses. */
    public Optional<FeatureDefinition> primaryKey() {
        return features.stream().filter(FeatureDefinition::primary).findFirst();
    }

    /** The declared feature time; empty when rows are timed by when they were observed. */
    public Optional<FeatureDefinition> featureTime() {
        return features.stream().filter(FeatureDefinition::featureTime).findFirst();
    }

    /** Simple name of the interface: {@code User}. */
    public String simpleName() {
        return javaName.substring(javaName.lastIndexOf('.') + 1);
    }
}
