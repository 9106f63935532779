package dev.oriel.engine.ingest;

import dev.oriel.engine.catalog.Group;
import dev.oriel.engine.catalog.SeriesLayer;
import java.util.List;

/**
 * A group whose key tuple a row gives.
 *
 * @param keyPlaces values of the row that make the tuple, in the order of the group's columns
 */
record Feed(Group group, int[] keyPlaces, List<LayerFeed> layers) {
    /**
     * A layer that the row adds an event to.
     *
     * @param columnPlace the aggregated value; {@link #EVENT_TIME} when the column is the feature time and that is no output,
     *     {@link #NO_COLUMN} when the row has no such column and is only counted
     * @param byPlace the value that orders rows; as {@code columnPlace}
     * @param filter which rows the layer wants
     */
    record LayerFeed(SeriesLayer layer, int columnPlace, int byPlace, RowFilter filter) {
        static final int NO_COLUMN = -1;
        static final int EVENT_TIME = -2;
    }
}
