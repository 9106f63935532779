package dev.oriel.rocksdb;

import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import java.util.Optional;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/** A snapshot of a store. */
final class RocksView implements StoreView {
    private final RocksStore store;
    private final RocksDB rocks;
    private final Snapshot snapshot;
    private final ReadOptions readOptions;
    private boolean released;

    /** Called within a call of the store. */
    RocksView(RocksStore store, RocksDB rocks) {
        this.store = store;
        this.rocks = rocks;
        snapshot = rocks.getSnapshot();
        readOptions = new ReadOptions().setSnapshot(snapshot);
    }

    @Override
    public void buckets(int layer, byte[] key, long fromBucket, BucketVisitor visitor) throws StoreException {
        byte[] prefix = Keys.bucketPrefix(layer, key);
        byte[] found = new byte[prefix.length + Long.BYTES];
        begin();
        // The bound keeps the search from walking over removed buckets of the keys that follow.
        try (var upper = new Slice(Keys.afterPrefix(prefix));
                var options = new ReadOptions().setSnapshot(snapshot).setIterateUpperBound(upper);
                RocksIterator iterator = rocks.newIterator(options)) {
            for (iterator.seek(Keys.bucket(prefix, fromBucket)); iterator.isValid(); iterator.next()) {
                iterator.key(found);
                visitor.bucket(Keys.bucketIndex(found), iterator.value());
            }
            iterator.status();
        } catch (RocksDBException e) {
            throw store.readProblem(e);
        } finally {
            store.end();
        }
    }

    @Override
    public Optional<byte[]> row(String namespace, byte[] primaryKey) throws StoreException {
        return get(Keys.row(namespace, primaryKey));
    }

    @Override
    public Optional<byte[]> metadata(String name) throws StoreException {
        return get(Keys.metadata(name));
    }

    @Override
    public Optional<byte[]> entry(EntryKey key) throws StoreException {
        return get(Keys.entry(key));
    }

    @Override
    public void entries(EntryKey from, EntryKey to, EntryVisitor visitor) throws StoreException {
        begin();
        try (var upper = new Slice(Keys.entry(to));
                var options = new ReadOptions().setSnapshot(snapshot).setIterateUpperBound(upper);
                RocksIterator iterator = rocks.newIterator(options)) {
            iterator.seek(Keys.entry(from));
            while (iterator.isValid() && visitor.entry(Keys.toEntryKey(iterator.key()), iterator.value())) {
                iterator.next();
            }
            iterator.status();
        } catch (RocksDBException e) {
            throw store.readProblem(e);
        } finally {
            store.end();
        }
    }

    @Override
    public void close() {
        store.forget(this);
    }

    /** Frees the snapshot; called once, by the store. */
    void release() {
        released = true;
        readOptions.close();
        rocks.releaseSnapshot(snapshot);
    }

    private Optional<byte[]> get(byte[] key) throws StoreException {
        begin();
        try {
            return Optional.ofNullable(rocks.get(readOptions, key));
        } catch (RocksDBException e) {
            throw store.readProblem(e);
        } finally {
            store.end();
        }
    }

    private void begin() throws StoreException {
        store.begin();
        if (released) {
            store.end();
            throw new StoreException("store view · is closed · its owner closed it · open another view");
        }
    }
}
