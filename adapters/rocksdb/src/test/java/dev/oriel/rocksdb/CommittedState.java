package dev.oriel.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.port.BucketKey;
import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.TreeMap;

/** Batches that are numbered from 0, and the state that follows from the first so many of them. */
final class CommittedState {
    static final SourcePartition PARTITION = new SourcePartition("clicks", 0);

    private static final RowKey ROW = new RowKey("user", new byte[] {0});
    private static final int KEYS = 40;
    private static final int INDEXES = 7;

    private static final String METADATA = "ingest";
    /** So many of the last batches have an entry. */
    private static final int ENTRIES = 9;

    private final TreeMap<BucketKey, String> buckets = new TreeMap<>();
    private final TreeMap<EntryKey, String> entries = new TreeMap<>();
    private long position;

    /** The batch of a number; it leads to the position after it. */
    static StoreBatch batch(long number) {
        var batch = new StoreBatch();
        batch.putBucket(key(number), value(number).getBytes(UTF_8));
        batch.removeBucket(key(number + KEYS / 2));
        batch.putRow(ROW, Long.toString(number).getBytes(UTF_8));
        batch.putEntry(entry(number), value(number).getBytes(UTF_8));
        batch.removeEntry(entry(number - ENTRIES));
        batch.putMetadata(METADATA, Long.toString(number).getBytes(UTF_8));
        batch.putPosition(PARTITION, number + 1);
        return batch;
    }

    static long position(OnlineStore store) throws StoreException {
        return store.positions().getOrDefault(PARTITION, 0L);
    }

    /** Checks that a store holds what its own position says, and nothing else. */
    static long assertFollowsFromPosition(OnlineStore store, String hint) throws StoreException {
        long position = position(store);
        var expected = new CommittedState();
        while (expected.position < position) {
            expected.apply(expected.position++);
        }
        var found = new TreeMap<BucketKey, String>();
        try (StoreView view = store.view()) {
            for (BucketKey key : store.bucketKeys(BucketKey.FIRST, Integer.MAX_VALUE)) {
                view.buckets(
                        key.layer(),
                        key.key(),
                        key.bucket(),
                        (bucket, bytes) ->
                                found.put(new BucketKey(key.layer(), key.key(), bucket), new String(bytes, UTF_8)));
            }
            Optional<String> row = view.row(ROW.namespace(), ROW.primaryKey()).map(bytes -> new String(bytes, UTF_8));
            Optional<String> last = position == 0 ? Optional.empty() : Optional.of(Long.toString(position - 1));
            assertThat(row).as("row at position %s; %s", position, hint).isEqualTo(last);
            assertThat(view.metadata(METADATA).map(bytes -> new String(bytes, UTF_8)))
                    .as("metadata at position %s; %s", position, hint)
                    .isEqualTo(last);
            var entries = new TreeMap<EntryKey, String>();
            view.entries(entry(0), entry(Long.MAX_VALUE), (key, bytes) -> {
                entries.put(key, new String(bytes, UTF_8));
                return true;
            });
            assertThat(entries).as("entries at position %s; %s", position, hint).isEqualTo(expected.entries);
        }
        assertThat(found).as("buckets at position %s; %s", position, hint).isEqualTo(expected.buckets);
        return position;
    }

    private void apply(long number) {
        buckets.put(key(number), value(number));
        buckets.remove(key(number + KEYS / 2));
        entries.put(entry(number), value(number));
        entries.remove(entry(number - ENTRIES));
    }

    private static EntryKey entry(long number) {
        return new EntryKey(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    private static BucketKey key(long number) {
        long mixed = (number * 0x9E37_79B9L) >>> 5;
        return new BucketKey(1, new byte[] {(byte) (mixed % KEYS)}, ((mixed / KEYS) % INDEXES) - (INDEXES / 2));
    }

    private static String value(long number) {
        return (number + ".").repeat(80);
    }
}
