package dev.oriel.engine.ingest;

import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.Group;
import dev.oriel.engine.catalog.SeriesLayer;
import dev.oriel.engine.port.BucketKey;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.state.GroupKey;
import dev.oriel.engine.state.KeyCodec;
import dev.oriel.engine.state.PublishedState;
import dev.oriel.engine.state.TimelineLoader;
import dev.oriel.kernel.BucketVisitor;
import dev.oriel.kernel.Timeline;
import dev.oriel.kernel.TimelineEditor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The timelines of the keys that the current batch touches, and which keys stay in memory after it. */
final class KeyEdits {
    private final Catalog catalog;
    private final PublishedState published;
    private final TimelineLoader loader;
    private final ExpiredBuckets expired;
    private final RowEvents events;
    private final int keysInMemoryMax;
    private Map<GroupKey, Edit> edits = new HashMap<>();
    private Map<GroupKey, List<Timeline>> finished = Map.of();
    /** Keys in memory, the one touched longest ago first. */
    private final LinkedHashMap<GroupKey, Boolean> inMemory = new LinkedHashMap<>(16, 0.75f, true);

    /** What became of a row, from least to most. */
    enum Fate {
        /** No layer wants it: its key is null, or filters keep it out. */
        NOT_WANTED,
        /** Every layer that wants it has dropped the bucket it belongs to. */
        TOO_OLD,
        /** A layer took it. */
        KEPT;

        /** The fate of a row that met both. */
        Fate and(Fate other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** One key: its timelines before the batch, and an editor for each that has been touched. */
    private record Edit(List<Timeline> before, @Nullable TimelineEditor[] editors) {}

    KeyEdits(
            Catalog catalog,
            PublishedState published,
            TimelineLoader loader,
            ExpiredBuckets expired,
            int keysInMemoryMax) {
        this.catalog = catalog;
        this.published = published;
        this.loader = loader;
        this.expired = expired;
        this.events = new RowEvents(catalog);
        this.keysInMemoryMax = keysInMemoryMax;
    }

    /**
     * Adds a row to the layers of one group; buckets that are too old take nothing and are dropped.
     *
     * @return what became of it: kept where any layer took it, too old where one would have and none did
     */
    Fate add(Feed feed, FedRow row, StoreViews views) throws StoreException {
        Optional<GroupKey> key = key(feed, row);
        if (key.isEmpty()) {
            return Fate.NOT_WANTED;
        }
        Fate fate = Fate.NOT_WANTED;
        for (Feed.LayerFeed layerFeed : feed.layers()) {
            SeriesLayer layer = layerFeed.layer();
            if (row.keptOut().get(layer.index())) {
                continue;
            }
            long firstKept = expired.firstKeptBucket(layer);
            if (layer.kernel().grid().bucketOf(row.eventMillis()) < firstKept) {
                fate = fate.and(Fate.TOO_OLD);
                continue;
            }
            TimelineEditor editor = editor(edit(feed.group(), key.get(), views), layer);
            editor.dropBefore(firstKept);
            events.add(editor, layerFeed, row);
            fate = Fate.KEPT;
        }
        return fate;
    }

    /** Takes a row out of the layers of one group, as far as their buckets are still kept. */
    void withdraw(Feed feed, FedRow row, StoreViews views) throws StoreException {
        Optional<GroupKey> key = key(feed, row);
        if (key.isEmpty()) {
            return;
        }
        for (Feed.LayerFeed layerFeed : feed.layers()) {
            SeriesLayer layer = layerFeed.layer();
            boolean kept = layer.kernel().grid().bucketOf(row.eventMillis()) >= expired.firstKeptBucket(layer);
            if (kept && !row.keptOut().get(layer.index())) {
                events.withdraw(editor(edit(feed.group(), key.get(), views), layer), layerFeed, row);
            }
        }
    }

    /** The timelines of a key as of the last {@link #finish}. */
    List<Timeline> timelines(Group group, byte[] key, StoreViews views) throws StoreException {
        Optional<List<Timeline>> known = Optional.ofNullable(finished.get(new GroupKey(group.index(), key)))
                .or(() -> published.timelines(new GroupKey(group.index(), key)));
        return known.isPresent() ? known.get() : loader.load(views.view(), group, key);
    }

    /** The key tuple of a row; empty when one of its values is null, since null joins nothing. */
    private static Optional<GroupKey> key(Feed feed, FedRow row) {
        var values = new ArrayList<Object>(feed.keyPlaces().length);
        for (int place : feed.keyPlaces()) {
            Object value = row.values()[place];
            if (value == null) {
                return Optional.empty();
            }
            values.add(value);
        }
        return Optional.of(new GroupKey(feed.group().index(), KeyCodec.bytes(values)));
    }

    private Edit edit(Group group, GroupKey key, StoreViews views) throws StoreException {
        Edit edit = edits.get(key);
        if (edit == null) {
            Optional<List<Timeline>> inPublished = published.timelines(key);
            List<Timeline> before =
                    inPublished.isPresent() ? inPublished.get() : loader.load(views.view(), group, key.bytes());
            edit = new Edit(before, new @Nullable TimelineEditor[before.size()]);
            edits.put(key, edit);
        }
        return edit;
    }

    private static TimelineEditor editor(Edit edit, SeriesLayer layer) {
        TimelineEditor editor = edit.editors()[layer.place()];
        if (editor == null) {
            editor = edit.before().get(layer.place()).edit();
            edit.editors()[layer.place()] = editor;
        }
        return editor;
    }

    /** Ends the edits: their changes go into the batch for the store, the new timelines to the caller. */
    Map<GroupKey, List<Timeline>> finish(StoreBatch batch) {
        var changed = new HashMap<GroupKey, List<Timeline>>(edits.size() * 2);
        edits.forEach((key, edit) -> {
            Group group = catalog.groups().get(key.group());
            var timelines = new ArrayList<>(edit.before());
            for (SeriesLayer layer : group.layers()) {
                TimelineEditor editor = edit.editors()[layer.place()];
                if (editor != null) {
                    editor.forEachChange(into(batch, loader.layerNumber(layer), key));
                    timelines.set(layer.place(), editor.publish());
                }
            }
            changed.put(key, List.copyOf(timelines));
            inMemory.put(key, true);
        });
        edits = new HashMap<>();
        finished = changed;
        return changed;
    }

    private static BucketVisitor into(StoreBatch batch, int layerNumber, GroupKey key) {
        return new BucketVisitor() {
            @Override
            public void changed(long bucketIndex, byte[] state) {
                batch.putBucket(new BucketKey(layerNumber, key.bytes(), bucketIndex), state);
            }

            @Override
            public void removed(long bucketIndex) {
                batch.removeBucket(new BucketKey(layerNumber, key.bytes(), bucketIndex));
            }
        };
    }

    /** After a commit the store has every key as it is in memory: those touched longest ago may leave. */
    void committed() {
        Iterator<GroupKey> oldest = inMemory.keySet().iterator();
        while (inMemory.size() > keysInMemoryMax && oldest.hasNext()) {
            published.forgetKey(oldest.next());
            oldest.remove();
        }
    }
}
