package dev.oriel.engine.catalog;

import java.util.List;

/**
 * Where the value of one window of one feature is kept.
 *
 * @param group whose key tuple is read
 * @param layer the buckets that are folded
 * @param aggregation what is read from the fold
 * @param keyFeatures features of the asking class that give the key tuple, in the order of the group's columns
 * @param windowMillis length of the window
 */
public record MaterializedWindow(
        Group group, SeriesLayer layer, String aggregation, List<String> keyFeatures, long windowMillis) {
    /** Copies the list. */
    public MaterializedWindow {
        keyFeatures = List.copyOf(keyFeatures);
    }
}
