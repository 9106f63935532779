package dev.oriel.engine.catalog;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.expression.AggregationShape.Bound;
import java.util.List;

/**
 * Where the value of one window of one feature is kept.
 *
 * @param group whose key tuple is read
 * @param layer the buckets that are folded
 * @param aggregation what is read from the fold
 * @param keyFeatures features of the asking class that give the key tuple, in the order of the group's columns
 * @param type of the value that is asked for
 * @param keyTypes types of the group's columns, in their order: a key feature of another type is converted
 * @param windowMillis length of the window
 * @param lower how the start of the window was written; obeyed where edges are exact
 * @param upper how its end was written; obeyed where edges are exact
 */
public record MaterializedWindow(
        Group group,
        SeriesLayer layer,
        String aggregation,
        FeatureType type,
        List<String> keyFeatures,
        List<FeatureType> keyTypes,
        long windowMillis,
        Bound lower,
        Bound upper) {
    /** Copies the lists. */
    public MaterializedWindow {
        keyFeatures = List.copyOf(keyFeatures);
        keyTypes = List.copyOf(keyTypes);
    }

    /** The same value as another type. */
    MaterializedWindow as(FeatureType newType) {
        return new MaterializedWindow(
                group, layer, aggregation, newType, keyFeatures, keyTypes, windowMillis, lower, upper);
    }
}
