package dev.oriel.engine.port;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Changes that are committed together. A later change of the same key replaces an earlier one.
 *
 * <p>Arrays that are handed in belong to the batch and must not be changed afterwards.
 */
public final class StoreBatch {
    private final List<Map<BucketKey, Optional<byte[]>>> buckets = new ArrayList<>();
    private final Map<RowKey, byte[]> rows = new LinkedHashMap<>();
    private final Map<String, byte[]> metadata = new LinkedHashMap<>();
    private final Map<SourcePartition, Long> positions = new LinkedHashMap<>();
    private final Map<EntryKey, Optional<byte[]>> entries = new HashMap<>();

    /** An empty batch in one part. */
    public StoreBatch() {
        this(1);
    }

    /**
     * An empty batch.
     *
     * @param parts that the buckets fall into by {@link #part}: threads may put and remove buckets at the same time as long as each
     *     keeps to parts of its own. All else is for one thread.
     */
    public StoreBatch(int parts) {
        for (int part = 0; part < parts; part++) {
            buckets.add(new HashMap<>());
        }
    }

    /** The part of the buckets of a group key, from 0. */
    public static int part(byte[] key, int parts) {
        // The upper half: maps choose their places by the lower one.
        return (KeyHash.of(0, key) >>> 16) % parts;
    }

    private Map<BucketKey, Optional<byte[]>> part(BucketKey key) {
        return buckets.size() == 1 ? buckets.getFirst() : buckets.get(part(key.key(), buckets.size()));
    }

    /** Replaces a bucket. */
    public void putBucket(BucketKey key, byte[] bytes) {
        part(key).put(key, Optional.of(bytes));
    }

    /** Removes a bucket; nothing happens when there is none. */
    public void removeBucket(BucketKey key) {
        part(key).put(key, Optional.empty());
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
        buckets.forEach(part -> part.forEach(visitor));
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
        return buckets.stream().mapToInt(Map::size).sum();
    }

    /** Whether committing this would change nothing. */
    public boolean isEmpty() {
        return buckets.stream().allMatch(Map::isEmpty)
                && rows.isEmpty()
                && metadata.isEmpty()
                && positions.isEmpty()
                && entries.isEmpty();
    }
}
