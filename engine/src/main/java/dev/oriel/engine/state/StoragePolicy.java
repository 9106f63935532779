package dev.oriel.engine.state;

import dev.oriel.api.Durations;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;

/** How long stored values are served. */
public final class StoragePolicy {
    private StoragePolicy() {}

    /**
     * The longest that a stored value of a feature may be old and still be served: the feature's own staleness, else its
     * class's, else 0, which is never stored online. A windowed feature does not inherit its class's (D1).
     */
    public static long maxStalenessMillis(FeatureClassDefinition owner, FeatureDefinition feature) {
        if (!feature.storage().online()) {
            return 0;
        }
        String own = feature.maxStaleness();
        if (own != null) {
            return Durations.millis(own);
        }
        String inherited = owner.maxStaleness();
        if (inherited == null || feature.hasWindows()) {
            return 0;
        }
        return Durations.millis(inherited);
    }
}
