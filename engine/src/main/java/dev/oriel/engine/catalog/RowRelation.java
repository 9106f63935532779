package dev.oriel.engine.catalog;

import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import java.util.List;
import java.util.OptionalLong;

/**
 * A has-many relation whose rows are kept one by one.
 *
 * @param owner class that declares it
 * @param relation as declared
 * @param log where its rows are
 * @param keyFeatures features of the owner that give the key, in the order of the log's columns
 * @param maxStalenessMillis how long a row belongs to the relation; empty without end
 */
public record RowRelation(
        FeatureClassDefinition owner,
        FeatureDefinition relation,
        RowLog log,
        List<String> keyFeatures,
        OptionalLong maxStalenessMillis) {
    /** Copies the list. */
    public RowRelation {
        keyFeatures = List.copyOf(keyFeatures);
    }

    /** {@code user.purchases}. */
    public String fqn() {
        return owner.namespace() + "." + relation.name();
    }
}
