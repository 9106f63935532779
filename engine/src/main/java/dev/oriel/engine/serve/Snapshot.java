package dev.oriel.engine.serve;

import dev.oriel.engine.access.StateAccess;
import dev.oriel.engine.catalog.Group;
import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import dev.oriel.engine.state.GroupKey;
import dev.oriel.engine.state.PublishedState;
import dev.oriel.engine.state.Row;
import dev.oriel.kernel.Timeline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * The state that one stage reads, all of it as of one batch boundary.
 *
 * @param timelines of every key asked for, by place of the layer in its group
 * @param rows every row asked for, empty ones included
 * @param entries of every range asked for; empty ones were removed
 * @param highWater newest event times
 */
record Snapshot(
        Map<GroupKey, List<Timeline>> timelines,
        Map<RowKey, Row> rows,
        Map<EntryRange, NavigableMap<EntryKey, Optional<byte[]>>> entries,
        PublishedState.HighWater highWater) {
    /**
     * Reads state: from memory, and what is not there from one view of the store.
     *
     * @throws StoreException if the store cannot be read
     */
    static Snapshot read(StateAccess state, Wanted wanted) throws StoreException {
        try (Boundary boundary = state.published().consistently(() -> Boundary.read(state, wanted))) {
            boundary.readTheRest(state, wanted);
            return new Snapshot(boundary.timelines(), boundary.rows(), boundary.entries(), boundary.highWater());
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
            Map<EntryRange, NavigableMap<EntryKey, Optional<byte[]>>> entries,
            PublishedState.HighWater highWater,
            Optional<StoreView> view)
            implements PublishedState.Held {
        static Boundary read(StateAccess state, Wanted wanted) throws StoreException {
            PublishedState published = state.published();
            var timelines = new HashMap<GroupKey, List<Timeline>>();
            var rows = new HashMap<RowKey, Row>();
            var entries = new HashMap<EntryRange, NavigableMap<EntryKey, Optional<byte[]>>>();
            wanted.groups().forEach(key -> published.timelines(key).ifPresent(found -> timelines.put(key, found)));
            wanted.rows().forEach(key -> published.row(key).ifPresent(found -> rows.put(key, found)));
            wanted.entries().forEach(range -> entries.put(range, published.entries(range.from(), range.to())));
            boolean complete = timelines.size() == wanted.groups().size()
                    && rows.size() == wanted.rows().size()
                    && entries.isEmpty();
            return new Boundary(
                    timelines,
                    rows,
                    entries,
                    published.highWater(),
                    complete ? Optional.empty() : Optional.of(state.store().view()));
        }

        void readTheRest(StateAccess state, Wanted wanted) throws StoreException {
            if (view.isEmpty()) {
                return;
            }
            for (GroupKey key : wanted.groups()) {
                if (!timelines.containsKey(key)) {
                    Group group = state.catalog().groups().get(key.group());
                    timelines.put(key, state.loader().load(view.get(), group, key.bytes()));
                }
            }
            for (RowKey key : wanted.rows()) {
                if (!rows.containsKey(key)) {
                    rows.put(key, Row.load(view.get(), key));
                }
            }
            for (Map.Entry<EntryRange, NavigableMap<EntryKey, Optional<byte[]>>> each : entries.entrySet()) {
                EntryRange range = each.getKey();
                NavigableMap<EntryKey, Optional<byte[]>> found = each.getValue();
                // What memory has may be in the store as well, or have been removed from it.
                long most = (long) range.most() + found.size();
                view.get().entries(range.from(), range.to(), (key, bytes) -> {
                    found.putIfAbsent(key, Optional.of(bytes));
                    return found.size() < most;
                });
            }
        }

        @Override
        public void close() {
            view.ifPresent(StoreView::close);
        }
    }

    long highWaterMillis(int layer) {
        return highWater.layersMillis()[layer];
    }

    long logHighWaterMillis(int log) {
        return highWater.logsMillis()[log];
    }

    long streamHighWaterMillis(int stream) {
        return highWater.streamsMillis()[stream];
    }
}
