package dev.oriel.engine.port;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Changes that are committed together. A later change of the same key replaces an earlier one.
 *
 * <p>Arrays that are handed in belong to the batch and must not be changed afterwards.
 */
public final class StoreBatch {
    private final Map<BucketKey, Optional<byte[]>> buckets = new HashMap<>();
    private final Map<RowKey, byte[]> rows = new LinkedHashMap<>();
    private final Map<String, byte[]> metadata = new LinkedHashMap<>();
    private final Map<SourcePartition, Long> positions = new LinkedHashMap<>();
    private final Map<EntryKey, Optional<byte[]>> entries = new HashMap<>();

    /** Replaces a bucket. */
    public void putBucket(BucketKey key, byte[] bytes) {
        buckets.put(key, Optional.of(bytes));
    }

    /** Removes a bucket; nothing happens when there is none. */
    public void removeBucket(BucketKey key) {
        buckets.put(key, Optional.empty());
    }

    /** Replaces a row. */
    public void putRow(RowKey key, byte[] bytes) {
        rows.put(key, bytes);
    }

    /** Replaces what is kept under a name. */
    public void putMetadata(String name, byte[] bytes) {
        metadata.put(name, bytes);
    }

    /** Sets where reading a partition goes on. */
    public void putPosition(SourcePartition partition, long nextOffset) {
        positions.put(partition, nextOffset);
    }

    /** Replaces an entry. */
    public void putEntry(EntryKey key, byte[] bytes) {
        entries.put(key, Optional.of(bytes));
    }

    /** Removes an entry; nothing happens when there is none. */
    public void removeEntry(EntryKey key) {
        entries.put(key, Optional.empty());
    }

    /** Visits changes of entries in no particular order; an empty value is a removal. */
    public void forEachEntry(BiConsumer<EntryKey, Optional<byte[]>> visitor) {
        entries.forEach(visitor);
    }

    /** Visits bucket changes in no particular order; an empty value is a removal. */
    public void forEachBucket(BiConsumer<BucketKey, Optional<byte[]>> visitor) {
        buckets.forEach(visitor);
    }

    /** Visits row changes. */
    public void forEachRow(BiConsumer<RowKey, byte[]> visitor) {
        rows.forEach(visitor);
    }

    /** Visits metadata changes. */
    public void forEachMetadata(BiConsumer<String, byte[]> visitor) {
        metadata.forEach(visitor);
    }

    /** Visits positions. */
    public void forEachPosition(BiConsumer<SourcePartition, Long> visitor) {
        positions.forEach(visitor);
    }

    /** How many buckets this puts or removes. */
    public int bucketChanges() {
        return buckets.size();
    }

    /** Whether committing this would change nothing. */
    public boolean isEmpty() {
        return buckets.isEmpty() && rows.isEmpty() && metadata.isEmpty() && positions.isEmpty() && entries.isEmpty();
    }
}
