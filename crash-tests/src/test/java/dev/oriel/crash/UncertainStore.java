package dev.oriel.crash;

import dev.oriel.engine.port.BucketKey;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import java.util.List;
import java.util.Map;

/** A store some of whose commits fail: written or not, which nobody is told, as with a disk that reports an error. */
final class UncertainStore implements OnlineStore {
    private final OnlineStore store;
    private boolean fails;
    private boolean written;

    private final int commitsPerFailure;
    private int commits;

    /** None fails unless asked for. */
    UncertainStore(OnlineStore store) {
        this(store, Integer.MAX_VALUE);
    }

    /** One of so many commits fails, in turn one that was written and one that was not. */
    UncertainStore(OnlineStore store, int commitsPerFailure) {
        this.store = store;
        this.commitsPerFailure = commitsPerFailure;
    }

    /** Has the next commit fail. */
    void failNext(boolean yetWritten) {
        fails = true;
        written = yetWritten;
    }

    @Override
    public StoreView view() throws StoreException {
        return store.view();
    }

    @Override
    public void commit(StoreBatch batch) throws StoreException {
        commits++;
        if (commits % commitsPerFailure == 0) {
            failNext(commits / commitsPerFailure % 2 == 0);
        }
        boolean failing = fails;
        fails = false;
        if (!failing || written) {
            store.commit(batch);
        }
        if (failing) {
            throw new StoreException("a commit fails because the test says so");
        }
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
}
