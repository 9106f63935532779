package dev.oriel.engine.state;

import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.port.StoreException;
import dev.oriel.kernel.Timeline;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What queries see of memory: the timelines of recently changed keys, rows that are not on disk yet, and how far each
 * layer's event time has come. Whatever is not here is in the store, unchanged since it left.
 *
 * <p>One writer, any number of readers; the writer never waits.
 */
public final class PublishedState {
    /*
     * A sequence lock over immutable values. The version is odd while the writer puts a batch's values in place; a reader
     * that saw an odd or a changed version reads again. Since values never change once they are here, a reader can hold
     * whatever it got: what the version guards is only that all of it comes from one batch boundary.
     *
     * A key that is missing here is complete in the store: it leaves only after the commit that wrote it, and a reader
     * looks here before it opens its view of the store. The view shows that same batch boundary for as long as it is open,
     * so that only its opening is repeated, never the reading of it: a slow store cannot keep a reader from ever finishing.
     */
    private static final int SPINS_BEFORE_REST = 64;
    private static final long REST_NANOS = 20_000;

    private final AtomicLong version = new AtomicLong();
    private final ConcurrentHashMap<GroupKey, List<Timeline>> timelines = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<RowKey, Row> rows = new ConcurrentHashMap<>();
    /** Entries that queries read and that are not on disk yet as they are here; empty where they are removed. */
    private final ConcurrentSkipListMap<EntryKey, Optional<byte[]>> entries = new ConcurrentSkipListMap<>();

    private volatile HighWater highWater;

    /** An empty state. */
    public PublishedState(HighWater highWater) {
        this.highWater = highWater.copy();
    }

    /**
     * Newest event times, {@link Long#MIN_VALUE} where there was no event.
     *
     * @param layersMillis by the index of the layer
     * @param streamsMillis by the index of the windowed resolver
     * @param logsMillis by the index of the log of rows
     */
    public record HighWater(long[] layersMillis, long[] streamsMillis, long[] logsMillis) {
        HighWater copy() {
            return new HighWater(layersMillis.clone(), streamsMillis.clone(), logsMillis.clone());
        }
    }

    /**
     * What one batch changes.
     *
     * @param timelines in as many maps as they come in; no key is in two
     * @param entries messages that continuous windows keep, and rows that relations keep; empty where one is removed
     */
    public record Changes(
            List<Map<GroupKey, List<Timeline>>> timelines,
            Map<RowKey, Row> rows,
            Map<EntryKey, Optional<byte[]>> entries) {
        /** With all timelines in one map. */
        public Changes(
                Map<GroupKey, List<Timeline>> timelines,
                Map<RowKey, Row> rows,
                Map<EntryKey, Optional<byte[]>> entries) {
            this(List.of(timelines), rows, entries);
        }
    }

    /** Reads several things that belong together, quickly. */
    @FunctionalInterface
    public interface Reading<T extends Held> {
        /** Reads; may be called several times, and every result but the last is closed. */
        T read() throws StoreException;
    }

    /** What a reading holds on to. */
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Reads as of one batch boundary.
     *
     * @throws StoreException if the reading does
     */
    public <T extends Held> T consistently(Reading<T> reading) throws StoreException {
        for (int spins = 1; true; spins++) {
            long before = version.get();
            if ((before & 1) == 0) {
                T result = reading.read();
                if (version.get() == before) {
                    return result;
                }
                result.close();
            }
            if (spins % SPINS_BEFORE_REST == 0) {
                // The writer may be waiting for this very core.
                LockSupport.parkNanos(REST_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /** The timelines of a key, one per layer of its group; empty when the key is only in the store. */
    public Optional<List<Timeline>> timelines(GroupKey key) {
        return Optional.ofNullable(timelines.get(key));
    }

    /** A row that is not on disk yet; empty when the store has the newest. */
    public Optional<Row> row(RowKey key) {
        return Optional.ofNullable(rows.get(key));
    }

    /**
     * Entries that are not on disk yet as they are here, from one key on and before another; empty where one is removed, so that
     * what the store has of it does not count.
     */
    public NavigableMap<EntryKey, Optional<byte[]>> entries(EntryKey from, EntryKey to) {
        return new TreeMap<>(entries.subMap(from, true, to, false));
    }

    /** The newest event times of everything; not to be changed. */
    public HighWater highWater() {
        return highWater;
    }

    /** Keys held. */
    public long keys() {
        return timelines.mappingCount();
    }

    /** Makes a batch visible, all at once. Only the writer calls this. */
    public void publish(Changes changes, HighWater newHighWater) {
        version.incrementAndGet();
        try {
            changes.timelines().forEach(timelines::putAll);
            rows.putAll(changes.rows());
            entries.putAll(changes.entries());
            highWater = newHighWater.copy();
        } finally {
            version.incrementAndGet();
        }
    }

    /** Forgets rows that the store now has; those that have changed since stay. Only the writer calls this, after a commit. */
    public void forgetRows(Map<RowKey, Row> committed) {
        committed.forEach((key, row) -> rows.computeIfPresent(key, (unused, held) -> held == row ? null : held));
    }

    /**
     * Forgets entries that the store now has, or has no more; those that have changed since stay. Only the writer calls this,
     * after a commit.
     */
    public void forgetEntries(Map<EntryKey, Optional<byte[]>> committed) {
        // Bytes are equal only to themselves: what was put since is another.
        committed.forEach(entries::remove);
    }

    /** Forgets everything, which is read from the store again. Only the writer calls this, after the store was reopened. */
    public void reset(HighWater stored) {
        version.incrementAndGet();
        try {
            timelines.clear();
            rows.clear();
            entries.clear();
            highWater = stored.copy();
        } finally {
            version.incrementAndGet();
        }
    }

    /** Forgets a key whose every change the store has. Only the writer calls this, after a commit. */
    public void forgetKey(GroupKey key) {
        timelines.remove(key);
    }
}
