package dev.oriel.engine.ingest;

import dev.oriel.engine.access.TimelineLoader;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.Group;
import dev.oriel.engine.catalog.SeriesLayer;
import dev.oriel.engine.port.BucketKey;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.state.GroupKey;
import dev.oriel.engine.state.PublishedState;
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

/**
 * Some of the keys: what waits to be done to them, in order, and their edits. For one thread at a time, and beside other shards:
 * nothing that two shards share is changed here.
 */
final class KeyShard {
    private final Catalog catalog;
    private final PublishedState published;
    private final TimelineLoader loader;
    private final RowEvents events;
    private final int keysInMemoryMax;
    private List<Change> waiting = new ArrayList<>();
    private Map<GroupKey, Edit> edits = new HashMap<>();
    private Map<GroupKey, List<Timeline>> finished = Map.of();
    /** Keys in memory, the one touched longest ago first, each with the checkpoint that its last change is in. */
    private final LinkedHashMap<GroupKey, Long> inMemory = new LinkedHashMap<>(16, 0.75f, true);

    private long checkpoint = 1;

    /**
     * A row to add to one key, or to take out of it.
     *
     * @param firstKept by the place of the feed's layer, its oldest bucket as of this row; {@link #NOT_WANTED} where the layer
     *     does not take the row
     */
    record Change(Feed feed, GroupKey key, FedRow row, long[] firstKept, boolean withdraws) {
        static final long NOT_WANTED = Long.MAX_VALUE;
    }

    /** One key: its timelines before the batch, and an editor for each that has been touched. */
    private record Edit(List<Timeline> before, @Nullable TimelineEditor[] editors) {}

    KeyShard(Catalog catalog, PublishedState published, TimelineLoader loader, int keysInMemoryMax) {
        this.catalog = catalog;
        this.published = published;
        this.loader = loader;
        this.events = new RowEvents(catalog);
        this.keysInMemoryMax = keysInMemoryMax;
    }

    /** Leaves a change to {@link #run}. */
    void later(Change change) {
        waiting.add(change);
    }

    /** Makes the changes that wait, in the order in which they came. */
    void run(OnlineStore store) throws StoreException {
        if (waiting.isEmpty()) {
            return;
        }
        try (StoreViews views = new StoreViews(store)) {
            for (Change change : waiting) {
                make(change, views);
            }
        }
        waiting = new ArrayList<>();
    }

    void make(Change change, StoreViews views) throws StoreException {
        Edit edit = edit(change.feed().group(), change.key(), views);
        List<Feed.LayerFeed> layers = change.feed().layers();
        for (int place = 0; place < layers.size(); place++) {
            long firstKept = change.firstKept()[place];
            if (firstKept != Change.NOT_WANTED) {
                Feed.LayerFeed layerFeed = layers.get(place);
                TimelineEditor editor = editor(edit, layerFeed.layer());
                if (change.withdraws()) {
                    events.withdraw(editor, layerFeed, change.row());
                } else {
                    editor.dropBefore(firstKept);
                    events.add(editor, layerFeed, change.row());
                }
            }
        }
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

    /** Ends the edits: their changes go into the shard's part of the batch, the new timelines to {@link #finished}. */
    void finish(StoreBatch batch) {
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
            inMemory.put(key, checkpoint);
        });
        edits = new HashMap<>();
        finished = changed;
    }

    /** What the last {@link #finish} changed. */
    Map<GroupKey, List<Timeline>> finished() {
        return finished;
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

    /** What is finished from now on is in the checkpoint of a number. */
    void begin(long number) {
        checkpoint = number;
    }

    /**
     * After a commit the store has every key that has not changed since as it is in memory: those touched longest ago may leave.
     *
     * @param committed number of the checkpoint that was written
     */
    void committed(long committed) {
        Iterator<Map.Entry<GroupKey, Long>> oldest = inMemory.entrySet().iterator();
        while (inMemory.size() > keysInMemoryMax && oldest.hasNext()) {
            Map.Entry<GroupKey, Long> next = oldest.next();
            if (next.getValue() > committed) {
                return;
            }
            published.forgetKey(next.getKey());
            oldest.remove();
        }
    }
}
