package dev.oriel.engine.state;

import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.port.StoreException;
import dev.oriel.kernel.Timeline;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

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
     * looks here before it opens its view of the store.
     */
    private final AtomicLong version = new AtomicLong();
    private final ConcurrentHashMap<GroupKey, List<Timeline>> timelines = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<RowKey, Row> rows = new ConcurrentHashMap<>();
    private volatile long[] highWaterMillis;

    /**
     * An empty state.
     *
     * @param highWaterMillis of each layer in the catalog, {@link Long#MIN_VALUE} for one that has seen no event
     */
    public PublishedState(long[] highWaterMillis) {
        this.highWaterMillis = highWaterMillis.clone();
    }

    /** Reads several things that belong together. */
    @FunctionalInterface
    public interface Reading<T> {
        /** Reads; may be called several times, and only the last result is used. */
        T read() throws StoreException;
    }

    /**
     * Reads as of one batch boundary.
     *
     * @throws StoreException if the reading does
     */
    public <T> T consistently(Reading<T> reading) throws StoreException {
        while (true) {
            long before = version.get();
            if ((before & 1) == 0) {
                T result = reading.read();
                if (version.get() == before) {
                    return result;
                }
            }
            Thread.onSpinWait();
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

    /** The newest event time that a layer has seen, in epoch milliseconds; {@link Long#MIN_VALUE} before the first. */
    public long highWaterMillis(int layer) {
        return highWaterMillis[layer];
    }

    /** Keys held. */
    public long keys() {
        return timelines.mappingCount();
    }

    /** Makes a batch visible, all at once. Only the writer calls this. */
    public void publish(
            Map<GroupKey, List<Timeline>> changedTimelines, Map<RowKey, Row> changedRows, long[] newHighWaterMillis) {
        version.incrementAndGet();
        try {
            timelines.putAll(changedTimelines);
            rows.putAll(changedRows);
            highWaterMillis = Arrays.copyOf(newHighWaterMillis, newHighWaterMillis.length);
        } finally {
            version.incrementAndGet();
        }
    }

    /** Forgets rows that the store now has. Only the writer calls this, after a commit. */
    public void forgetRows(Collection<RowKey> committed) {
        committed.forEach(rows::remove);
    }

    /** Forgets a key whose every change the store has. Only the writer calls this, after a commit. */
    public void forgetKey(GroupKey key) {
        timelines.remove(key);
    }
}
