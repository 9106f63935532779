package dev.oriel.engine.catalog;

import java.util.List;

/**
 * All that is kept for the rows of one namespace that share the values of some columns. One key tuple of a group is what a
 * query reads whole.
 *
 * @param index place among the groups of the catalog
 * @param namespace feature class of the rows
 * @param columns sorted; the order of values in a key tuple
 * @param layers by their place
 */
public record Group(int index, String namespace, List<String> columns, List<SeriesLayer> layers) {
    /** Copies the lists. */
    public Group {
        columns = List.copyOf(columns);
        layers = List.copyOf(layers);
    }
}
