package dev.oriel.engine;

import dev.oriel.engine.port.BucketKey;
import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store that does what another does, but for what a test overrides. */
class ForwardingStore implements OnlineStore {
    private final OnlineStore store;

    ForwardingStore(OnlineStore store) {
        this.store = store;
    }

    @Override
    public StoreView view() throws StoreException {
        return store.view();
    }

    @Override
    public void commit(StoreBatch batch) throws StoreException {
        store.commit(batch);
    }

    @Override
    public Map<SourcePartition, Long> positions() throws StoreException {
        return store.positions();
    }

    @Override
    public List<BucketKey> bucketKeys(BucketKey after, int limit) throws StoreException {
        return store.bucketKeys(after, limit);
    }

    @Override
    public void reopen() throws StoreException {
        store.reopen();
    }

    @Override
    public void close() {
        store.close();
    }

    /** A view that does what another does, but for what a test overrides. */
    static class View implements StoreView {
        private final StoreView view;

        View(StoreView view) {
            this.view = view;
        }

        @Override
        public void buckets(int layer, byte[] key, long fromBucket, BucketVisitor visitor) throws StoreException {
            view.buckets(layer, key, fromBucket, visitor);
        }

        @Override
        public Optional<byte[]> row(String namespace, byte[] primaryKey) throws StoreException {
            return view.row(namespace, primaryKey);
        }

        @Override
        public Optional<byte[]> metadata(String name) throws StoreException {
            return view.metadata(name);
        }

        @Override
        public Optional<byte[]> entry(EntryKey key) throws StoreException {
            return view.entry(key);
        }

        @Override
        public void entries(EntryKey from, EntryKey to, EntryVisitor visitor) throws StoreException {
            view.entries(from, to, visitor);
        }

        @Override
        public void close() {
            view.close();
        }
    }
}
