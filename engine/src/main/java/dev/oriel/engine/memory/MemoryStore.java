package dev.oriel.engine.memory;

import dev.oriel.engine.port.BucketKey;
import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.port.StoreView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * An online store on the heap.
 *
 * <p>A view holds the read lock, so that commits wait for open views: right for a store whose views live for one query.
 * Closing the store keeps its contents; handing it to another engine is what a restart is elsewhere.
 */
public final class MemoryStore implements OnlineStore {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final TreeMap<BucketKey, byte[]> buckets = new TreeMap<>();
    private final Map<RowKey, byte[]> rows = new HashMap<>();
    private final Map<String, byte[]> metadata = new HashMap<>();
    private final TreeMap<EntryKey, byte[]> entries = new TreeMap<>();
    private final Map<SourcePartition, Long> positions = new HashMap<>();

    @Override
    public StoreView view() {
        lock.readLock().lock();
        return new View();
    }

    @Override
    public void commit(StoreBatch batch) {
        lock.writeLock().lock();
        try {
            batch.forEachBucket((key, bytes) ->
                    bytes.ifPresentOrElse(present -> buckets.put(key, present), () -> buckets.remove(key)));
            batch.forEachEntry((key, bytes) ->
                    bytes.ifPresentOrElse(present -> entries.put(key, present), () -> entries.remove(key)));
            batch.forEachRow(rows::put);
            batch.forEachMetadata(metadata::put);
            batch.forEachPosition(positions::put);
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public Map<SourcePartition, Long> positions() {
        lock.readLock().lock();
        try {
            return Map.copyOf(positions);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public List<BucketKey> bucketKeys(BucketKey after, int limit) {
        lock.readLock().lock();
        try {
            var keys = new ArrayList<BucketKey>();
            for (BucketKey key : buckets.tailMap(after, false).keySet()) {
                if (keys.size() == limit) {
                    break;
                }
                keys.add(key);
            }
            return keys;
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void reopen() {
        // Commits here cannot fail half way, and the heap is all there is.
    }

    @Override
    public void close() {
        // Nothing is held but memory, and what it holds may be opened again.
    }

    private final class View implements StoreView {
        @Override
        public void buckets(int layer, byte[] key, long fromBucket, BucketVisitor visitor) {
            var from = new BucketKey(layer, key, fromBucket);
            var to = new BucketKey(layer, key, Long.MAX_VALUE);
            buckets.subMap(from, true, to, true)
                    .forEach((found, bytes) -> visitor.bucket(found.bucket(), bytes.clone()));
        }

        @Override
        public Optional<byte[]> row(String namespace, byte[] primaryKey) {
            return Optional.ofNullable(rows.get(new RowKey(namespace, primaryKey)))
                    .map(byte[]::clone);
        }

        @Override
        public Optional<byte[]> metadata(String name) {
            return Optional.ofNullable(metadata.get(name)).map(byte[]::clone);
        }

        @Override
        public Optional<byte[]> entry(EntryKey key) {
            return Optional.ofNullable(entries.get(key)).map(byte[]::clone);
        }

        @Override
        public void entries(EntryKey from, EntryKey to, EntryVisitor visitor) {
            if (from.compareTo(to) >= 0) {
                return;
            }
            for (Map.Entry<EntryKey, byte[]> each :
                    entries.subMap(from, true, to, false).entrySet()) {
                if (!visitor.entry(each.getKey(), each.getValue().clone())) {
                    return;
                }
            }
        }

        @Override
        public void close() {
            lock.readLock().unlock();
        }
    }
}
