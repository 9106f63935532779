package dev.oriel.engine.serve;

import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.SeriesLayer;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import dev.oriel.engine.state.GroupKey;
import dev.oriel.engine.state.PublishedState;
import dev.oriel.engine.state.Row;
import dev.oriel.engine.state.TimelineLoader;
import dev.oriel.kernel.Timeline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The state that one answer is made from, all of it as of one batch boundary.
 *
 * @param timelines of every key asked for, by place of the layer in its group
 * @param rows every row asked for, empty ones included
 * @param highWaterMillis newest event time of each layer, by index
 */
record Snapshot(Map<GroupKey, List<Timeline>> timelines, Map<RowKey, Row> rows, long[] highWaterMillis) {
    /**
     * Reads the state of some keys and rows: from memory, and what is not there from one view of the store.
     *
     * @throws StoreException if the store cannot be read
     */
    static Snapshot read(
            Catalog catalog,
            PublishedState published,
            OnlineStore store,
            TimelineLoader loader,
            Set<GroupKey> keys,
            Set<RowKey> rowKeys)
            throws StoreException {
        return published.consistently(() -> {
            var timelines = new HashMap<GroupKey, List<Timeline>>();
            var rows = new HashMap<RowKey, Row>();
            keys.forEach(key -> published.timelines(key).ifPresent(found -> timelines.put(key, found)));
            rowKeys.forEach(key -> published.row(key).ifPresent(found -> rows.put(key, found)));
            long[] highWaterMillis = catalog.layers().stream()
                    .mapToLong((SeriesLayer layer) -> published.highWaterMillis(layer.index()))
                    .toArray();
            // Memory first, then the store: what memory no longer has was committed before this view was opened.
            if (timelines.size() < keys.size() || rows.size() < rowKeys.size()) {
                try (StoreView view = store.view()) {
                    for (GroupKey key : keys) {
                        if (!timelines.containsKey(key)) {
                            timelines.put(
                                    key, loader.load(view, catalog.groups().get(key.group()), key.bytes()));
                        }
                    }
                    for (RowKey key : rowKeys) {
                        if (!rows.containsKey(key)) {
                            rows.put(
                                    key,
                                    view.row(key.namespace(), key.primaryKey())
                                            .map(Row::read)
                                            .orElse(Row.EMPTY));
                        }
                    }
                }
            }
            return new Snapshot(timelines, rows, highWaterMillis);
        });
    }

    List<Timeline> timelines(GroupKey key) {
        List<Timeline> found = timelines.get(key);
        if (found == null) {
            throw new IllegalStateException("a key is asked for that was not read");
        }
        return found;
    }

    Row row(RowKey key) {
        return rows.getOrDefault(key, Row.EMPTY);
    }
}
