package dev.oriel.engine.access;

import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.RowShape;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.state.PublishedState;
import java.util.Map;

/**
 * Where queries find state.
 *
 * @param loader how timelines that are only in the store are read
 * @param streamNumbers under which the store keeps each windowed resolver, by its index; never changed
 * @param rows how rows are found that relations keep one by one
 * @param complete from when on everything is there
 */
public record StateAccess(
        Catalog catalog,
        OnlineStore store,
        PublishedState published,
        TimelineLoader loader,
        int[] streamNumbers,
        Rows rows,
        Completeness complete) {
    /**
     * What the store calls rows that are kept one by one.
     *
     * @param logNumbers under which the store keeps each log, by its index; never changed
     * @param shapes of the rows of all logs, by the number that a row has
     */
    public record Rows(int[] logNumbers, Map<Integer, RowShape> shapes) {}
}
