package dev.oriel.engine.ingest;

import dev.oriel.engine.access.TimelineLoader;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.SeriesLayer;
import dev.oriel.engine.port.BucketKey;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.port.StoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which buckets no window can use any more, and their removal from the store.
 *
 * <p>Retention follows the newest event time of the layer, never the wall clock. A key that is touched drops its own; for
 * the others a cursor goes round the store, a little with every commit, by the thread that writes it.
 */
final class ExpiredBuckets {
    private static final int KEYS_PER_SWEEP_MIN = 512;
    private static final int KEYS_PER_SWEEP_MAX = 65_536;

    private final Map<Integer, SeriesLayer> layerByNumber = new HashMap<>();
    private final long[] highWaterMillis;
    private final long asOfMillis;
    private BucketKey cursor = BucketKey.FIRST;

    /**
     * For one catalog.
     *
     * @param highWaterMillis of each layer by its index; kept, and read as ingest moves it on
     */
    ExpiredBuckets(Catalog catalog, TimelineLoader loader, long[] highWaterMillis, long asOfMillis) {
        this.highWaterMillis = highWaterMillis;
        this.asOfMillis = asOfMillis;
        catalog.layers().forEach(layer -> layerByNumber.put(loader.layerNumber(layer), layer));
    }

    /** The oldest bucket of a layer that a window may still use. */
    long firstKeptBucket(SeriesLayer layer) {
        return layer.firstKeptBucket(highWaterMillis[layer.index()], asOfMillis);
    }

    /**
     * Looks at the next keys of the store and puts the removal of expired ones into a checkpoint's batch. By the thread that writes it: what
     * was expired when the checkpoint was made is never written again.
     */
    void sweep(OnlineStore store, Checkpoint checkpoint) throws StoreException {
        StoreBatch batch = checkpoint.batch();
        // Twice as many as are written: the cursor gets round faster than the store grows.
        int limit = Math.clamp(2L * batch.bucketChanges(), KEYS_PER_SWEEP_MIN, KEYS_PER_SWEEP_MAX);
        List<BucketKey> keys = store.bucketKeys(cursor, limit);
        for (BucketKey key : keys) {
            SeriesLayer layer = layerByNumber.get(key.layer());
            if (layer != null
                    && key.bucket() < layer.firstKeptBucket(checkpoint.layersMillis()[layer.index()], asOfMillis)) {
                batch.removeBucket(key);
            }
        }
        cursor = keys.size() < limit ? BucketKey.FIRST : keys.getLast();
    }
}
