package dev.oriel.engine.catalog;

import dev.oriel.api.CachePolicy;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.Materialization;
import dev.oriel.api.definition.Storage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Options that are checked but have no effect in this version, with the features that ask for them. */
final class WaitingOptions {
    private final Map<String, List<String>> featuresByOption = new LinkedHashMap<>();

    private WaitingOptions() {}

    /** One line for each option, for whoever starts a server. */
    static Stream<String> lines(Definitions definitions) {
        var found = new WaitingOptions();
        for (FeatureClassDefinition owner : definitions.featureClasses()) {
            if (owner.nulls() != CachePolicy.STORE || owner.defaults() != CachePolicy.STORE) {
                found.add("@Cache", owner.namespace());
            }
            owner.features().forEach(feature -> found.collect(feature, owner.namespace() + "." + feature.name()));
        }
        return found.featuresByOption.entrySet().stream()
                .map(entry ->
                        entry.getKey() + " is checked but has no effect yet · " + String.join(", ", entry.getValue())
                                + (entry.getValue().size() == 1 ? " asks for it" : " ask for it"));
    }

    private void collect(FeatureDefinition feature, String fqn) {
        Storage storage = feature.storage();
        if (feature.validation() != null) {
            add("@Validate", fqn);
        }
        if (storage.nulls() != null || storage.defaults() != null) {
            add("@Cache", fqn);
        }
        if (storage.offlineTtl() != null) {
            add("@OfflineTtl", fqn);
        }
        Materialization how = feature.materialization();
        if (how != null
                && Stream.of(how.backfillSchedule(), how.backfillResolver(), how.backfillLookback())
                        .anyMatch(Objects::nonNull)) {
            add("a backfill of @Materialized", fqn);
        }
        if (how != null && (how.continuousBuffer() != null || how.continuousResolver() != null)) {
            add("the continuous buffer of @Materialized", fqn);
        }
    }

    private void add(String option, String name) {
        featuresByOption.computeIfAbsent(option, unused -> new ArrayList<>()).add(name);
    }
}
