package dev.oriel.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.port.BucketKey;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a store must hold after the same batches, kept in plain maps. */
final class StoreTwin {
    private final TreeMap<BucketKey, byte[]> buckets = new TreeMap<>();
    private final Map<RowKey, byte[]> rows = new HashMap<>();
    private final Map<String, byte[]> metadata = new HashMap<>();
    private final Map<SourcePartition, Long> positions = new HashMap<>();

    /** Takes over what a batch changes. */
    void apply(StoreBatch batch) {
        batch.forEachBucket((key, bytes) -> {
            if (bytes.isPresent()) {
                buckets.put(key, bytes.get());
            } else {
                buckets.remove(key);
            }
        });
        batch.forEachRow(rows::put);
        batch.forEachMetadata(metadata::put);
        batch.forEachPosition(positions::put);
    }

    /** Compares everything with a store. */
    void assertSame(OnlineStore store, String hint) throws StoreException {
        assertThat(store.positions()).as(hint).isEqualTo(positions);
        assertThat(store.bucketKeys(BucketKey.FIRST, Integer.MAX_VALUE))
                .as("bucket keys in order; %s", hint)
                .containsExactlyElementsOf(buckets.keySet());
        try (StoreView view = store.view()) {
            for (BucketKey key : buckets.keySet()) {
                assertSameBuckets(view, key, hint);
            }
            for (Map.Entry<RowKey, byte[]> row : rows.entrySet()) {
                assertSameRow(view, row.getKey(), hint);
            }
            for (Map.Entry<String, byte[]> entry : metadata.entrySet()) {
                assertSameBytes(view.metadata(entry.getKey()), Optional.of(entry.getValue()), entry.getKey(), hint);
            }
        }
    }

    /** Compares the buckets of one key from one index on. */
    void assertSameBuckets(StoreView view, BucketKey from, String hint) throws StoreException {
        var expected = buckets.subMap(from, true, new BucketKey(from.layer(), from.key(), Long.MAX_VALUE), true);
        var indexes = new ArrayList<Long>();
        view.buckets(from.layer(), from.key(), from.bucket(), (bucket, bytes) -> {
            indexes.add(bucket);
            Optional<byte[]> wanted =
                    Optional.ofNullable(expected.get(new BucketKey(from.layer(), from.key(), bucket)));
            assertSameBytes(Optional.of(bytes), wanted, "bucket " + bucket, hint);
        });
        assertThat(indexes)
                .as("buckets from %s of layer %s; %s", from.bucket(), from.layer(), hint)
                .containsExactlyElementsOf(
                        expected.keySet().stream().map(BucketKey::bucket).toList());
    }

    /** Compares one row, or that there is none. */
    void assertSameRow(StoreView view, RowKey key, String hint) throws StoreException {
        Optional<byte[]> expected = Optional.ofNullable(rows.get(key));
        assertSameBytes(view.row(key.namespace(), key.primaryKey()), expected, "row of " + key.namespace(), hint);
    }

    /** The next keys after a place. */
    List<BucketKey> keysAfter(BucketKey after, int limit) {
        return buckets.tailMap(after, false).keySet().stream().limit(limit).toList();
    }

    private static void assertSameBytes(Optional<byte[]> found, Optional<byte[]> expected, String what, String hint) {
        assertThat(found.isPresent()).as("%s is there; %s", what, hint).isEqualTo(expected.isPresent());
        if (expected.isPresent()) {
            assertThat(found.orElseThrow()).as("%s; %s", what, hint).isEqualTo(expected.get());
        }
    }
}
