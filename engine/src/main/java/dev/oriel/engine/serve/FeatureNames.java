package dev.oriel.engine.serve;

import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureReference;
import dev.oriel.api.definition.UnknownFeatureException;
import java.util.concurrent.ConcurrentHashMap;

/** What names in queries mean. Remembers some of them: the same few are asked for again and again. Any threads. */
final class FeatureNames {
    /** Spellings that are remembered; there are many of each feature, and a sender may try them all. */
    static final int REMEMBERED_MAX = 10_000;

    private final Definitions definitions;
    private final ConcurrentHashMap<String, FeatureReference> known = new ConcurrentHashMap<>();

    FeatureNames(Definitions definitions) {
        this.definitions = definitions;
    }

    /**
     * The feature of a name.
     *
     * @throws UnknownFeatureException if there is none
     */
    FeatureReference resolve(String name) {
        FeatureReference reference = known.get(name);
        if (reference == null) {
            reference = FeatureReference.resolve(name, definitions);
            if (known.size() < REMEMBERED_MAX) {
                known.put(name, reference);
            }
        }
        return reference;
    }
}
