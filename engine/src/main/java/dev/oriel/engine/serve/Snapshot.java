package dev.oriel.engine.serve;

import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.Group;
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
import java.util.Optional;
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
        try (Boundary boundary =
                published.consistently(() -> Boundary.read(catalog, published, store, keys, rowKeys))) {
            boundary.readTheRest(catalog, loader, keys, rowKeys);
            return new Snapshot(boundary.timelines(), boundary.rows(), boundary.highWaterMillis());
        }
    }

    /**
     * What memory has at one batch boundary, and a view of the store at the same one when something is not in memory.
     *
     * <p>Memory first, then the store: what memory no longer has was committed before the view is opened.
     */
    private record Boundary(
            Map<GroupKey, List<Timeline>> timelines,
            Map<RowKey, Row> rows,
            long[] highWaterMillis,
            Optional<StoreView> view)
            implements PublishedState.Held {
        static Boundary read(
                Catalog catalog, PublishedState published, OnlineStore store, Set<GroupKey> keys, Set<RowKey> rowKeys)
                throws StoreException {
            var timelines = new HashMap<GroupKey, List<Timeline>>();
            var rows = new HashMap<RowKey, Row>();
            keys.forEach(key -> published.timelines(key).ifPresent(found -> timelines.put(key, found)));
            rowKeys.forEach(key -> published.row(key).ifPresent(found -> rows.put(key, found)));
            long[] highWaterMillis = catalog.layers().stream()
                    .mapToLong((SeriesLayer layer) -> published.highWaterMillis(layer.index()))
                    .toArray();
            boolean complete = timelines.size() == keys.size() && rows.size() == rowKeys.size();
            return new Boundary(
                    timelines, rows, highWaterMillis, complete ? Optional.empty() : Optional.of(store.view()));
        }

        void readTheRest(Catalog catalog, TimelineLoader loader, Set<GroupKey> keys, Set<RowKey> rowKeys)
                throws StoreException {
            if (view.isEmpty()) {
                return;
            }
            for (GroupKey key : keys) {
                if (!timelines.containsKey(key)) {
                    Group group = catalog.groups().get(key.group());
                    timelines.put(key, loader.load(view.get(), group, key.bytes()));
                }
            }
            for (RowKey key : rowKeys) {
                if (!rows.containsKey(key)) {
                    rows.put(key, Row.load(view.get(), key));
                }
            }
        }

        @Override
        public void close() {
            view.ifPresent(StoreView::close);
        }
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
