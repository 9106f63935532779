package dev.oriel.engine.ingest;

import dev.oriel.engine.access.TimelineLoader;
import dev.oriel.engine.catalog.Group;
import dev.oriel.engine.catalog.SeriesLayer;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.state.GroupKey;
import dev.oriel.engine.state.KeyCodec;
import dev.oriel.engine.state.PublishedState;
import dev.oriel.kernel.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The timelines of the keys that the current batch touches, in shards by key tuple. The one writer says what is to be done, and
 * in which order; threads do it, a shard each, before the batch is shown. All series of one key tuple are in one shard, so that
 * what is done to a key is done in that order, however many threads there are.
 */
final class KeyEdits {
    /** More than one for each thread, so that a shard with a key that has most of the rows leaves the others to the rest. */
    private static final int SHARDS_PER_THREAD = 4;

    /** Changes that wait before they are made without waiting for the end of the batch: the writer has to hold their rows. */
    private static final int WAITING_MAX = 65_536;

    /** Fewer changes than this are made by the writer alone: waking another thread takes longer. */
    private static final int SHARED_MIN = 256;

    private final PublishedState published;
    private final TimelineLoader loader;
    private final ExpiredBuckets expired;
    private final OnlineStore store;
    private final Workers workers;
    private final List<KeyShard> shards = new ArrayList<>();
    private int waiting;
    private int changed;

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

    KeyEdits(
            IngestSetup setup,
            PublishedState published,
            TimelineLoader loader,
            ExpiredBuckets expired,
            Workers workers) {
        this.published = published;
        this.loader = loader;
        this.expired = expired;
        this.store = setup.store();
        this.workers = workers;
        int count = workers.slots() == 1 ? 1 : workers.slots() * SHARDS_PER_THREAD;
        for (int shard = 0; shard < count; shard++) {
            shards.add(new KeyShard(
                    setup.catalog(), published, loader, setup.options().keysInMemoryMax() / count));
        }
    }

    /** A batch whose parts are those of the shards. */
    StoreBatch newBatch() {
        return new StoreBatch(shards.size());
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
        var firstKept = new long[feed.layers().size()];
        for (int place = 0; place < firstKept.length; place++) {
            SeriesLayer layer = feed.layers().get(place).layer();
            firstKept[place] = KeyShard.Change.NOT_WANTED;
            if (row.keptOut().get(layer.index())) {
                continue;
            }
            long first = expired.firstKeptBucket(layer);
            if (layer.kernel().grid().bucketOf(row.eventMillis()) < first) {
                fate = fate.and(Fate.TOO_OLD);
                continue;
            }
            firstKept[place] = first;
            fate = Fate.KEPT;
        }
        if (fate == Fate.KEPT) {
            change(new KeyShard.Change(feed, key.get(), row, firstKept, false), views);
        }
        return fate;
    }

    /** Takes a row out of the layers of one group, as far as their buckets are still kept. */
    void withdraw(Feed feed, FedRow row, StoreViews views) throws StoreException {
        Optional<GroupKey> key = key(feed, row);
        if (key.isEmpty()) {
            return;
        }
        boolean any = false;
        var firstKept = new long[feed.layers().size()];
        for (int place = 0; place < firstKept.length; place++) {
            SeriesLayer layer = feed.layers().get(place).layer();
            long first = expired.firstKeptBucket(layer);
            boolean kept = layer.kernel().grid().bucketOf(row.eventMillis()) >= first;
            boolean taken = kept && !row.keptOut().get(layer.index());
            firstKept[place] = taken ? first : KeyShard.Change.NOT_WANTED;
            any |= taken;
        }
        if (any) {
            change(new KeyShard.Change(feed, key.get(), row, firstKept, true), views);
        }
    }

    private void change(KeyShard.Change change, StoreViews views) throws StoreException {
        changed++;
        KeyShard shard = shard(change.key().bytes());
        if (shards.size() == 1) {
            shard.make(change, views);
            return;
        }
        shard.later(change);
        waiting++;
        if (waiting >= WAITING_MAX) {
            views.release();
            share(each -> each.run(store));
            waiting = 0;
        }
    }

    private KeyShard shard(byte[] key) {
        return shards.get(StoreBatch.part(key, shards.size()));
    }

    /** Has each shard do something, by whichever thread takes it first. */
    private void share(ShardWork work) throws StoreException {
        var next = new AtomicInteger();
        workers.run(slot -> {
            for (int i = next.getAndIncrement(); i < shards.size(); i = next.getAndIncrement()) {
                work.run(shards.get(i));
            }
        });
    }

    private interface ShardWork {
        void run(KeyShard shard) throws StoreException;
    }

    /** The timelines of a key as of the last {@link #finish}. */
    List<Timeline> timelines(Group group, byte[] key, StoreViews views) throws StoreException {
        var groupKey = new GroupKey(group.index(), key);
        Optional<List<Timeline>> known =
                Optional.ofNullable(shard(key).finished().get(groupKey)).or(() -> published.timelines(groupKey));
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

    /**
     * Makes the changes that wait and ends the edits: what they change goes into the batch for the store, the new timelines to the
     * caller.
     *
     * @param batch from {@link #newBatch}
     * @return one map for each shard
     */
    List<Map<GroupKey, List<Timeline>>> finish(StoreBatch batch) throws StoreException {
        if (changed < SHARED_MIN) {
            for (KeyShard shard : shards) {
                shard.run(store);
                shard.finish(batch);
            }
        } else {
            share(shard -> {
                shard.run(store);
                shard.finish(batch);
            });
        }
        waiting = 0;
        changed = 0;
        return shards.stream().map(KeyShard::finished).toList();
    }

    /** What is finished from now on is in the checkpoint of a number. */
    void begin(long checkpoint) {
        shards.forEach(shard -> shard.begin(checkpoint));
    }

    /** After a commit keys that have not changed since the checkpoint may leave memory. */
    void committed(long checkpoint) {
        shards.forEach(shard -> shard.committed(checkpoint));
    }
}
