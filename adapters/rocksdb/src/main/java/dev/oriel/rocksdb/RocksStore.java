package dev.oriel.rocksdb;

import dev.oriel.engine.port.BucketKey;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An online store in a folder of its own.
 *
 * <p>A commit is one RocksDB write batch and goes through its log. A process that is killed keeps every finished commit; a
 * power cut may take the newest ones, state and positions together, unless {@link RocksStoreOptions#syncEachCommit} is set.
 * Either way what is found on the next start is exactly the state after some commit.
 *
 * <p>After a failed commit every further one fails until the store is closed and opened again, while reading goes on.
 * Closing waits for calls that are running and ends the views that are open: their later calls, like those of the store,
 * fail with a {@link StoreException}.
 */
public final class RocksStore implements OnlineStore {
    /** Most bytes of one commit. */
    public static final long COMMIT_BYTES_MAX = 256L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(RocksStore.class);

    private final StoreFolder folder;
    private final RocksStoreOptions options;
    private Database database;
    private final Set<RocksView> views = ConcurrentHashMap.newKeySet();

    /* Native objects must not be freed under a running call: calls hold the read lock, closing takes the write lock. */
    private final ReentrantReadWriteLock lifeLock = new ReentrantReadWriteLock();
    private boolean closed;
    private volatile Optional<String> failedCommit = Optional.empty();

    private RocksStore(StoreFolder folder, RocksStoreOptions options, Database database) {
        this.folder = folder;
        this.options = options;
        this.database = database;
    }

    /** As {@link #open(Path, RocksStoreOptions)} with {@link RocksStoreOptions#defaults()}. */
    public static RocksStore open(Path folder) throws StoreException {
        return open(folder, RocksStoreOptions.defaults());
    }

    /**
     * Opens the store in a folder, or makes one.
     *
     * @param folder a store, an empty folder, or one that does not exist while the folder above it does
     * @throws StoreException if the folder is in use by another process, cannot be written to, holds something else, or a
     *     store that is damaged or of another format; the message says which and what to do
     */
    public static RocksStore open(Path folder, RocksStoreOptions options) throws StoreException {
        var storeFolder = new StoreFolder(folder);
        return new RocksStore(storeFolder, options, Database.open(storeFolder, options));
    }

    @Override
    public StoreView view() throws StoreException {
        begin();
        try {
            var view = new RocksView(this, database.rocks());
            views.add(view);
            return view;
        } finally {
            end();
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws StoreException also if an earlier commit failed, or the batch has more than {@link #COMMIT_BYTES_MAX} bytes
     */
    @Override
    public void commit(StoreBatch batch) throws StoreException {
        begin();
        try {
            if (failedCommit.isPresent()) {
                throw new StoreException(folder.line(
                        "takes no more commits",
                        "an earlier one failed (%s), and it is unknown whether it was written"
                                .formatted(failedCommit.get()),
                        "open the store again and go on from the positions it holds"));
            }
            if (!batch.isEmpty()) {
                write(batch);
            }
        } finally {
            end();
        }
    }

    @Override
    public Map<SourcePartition, Long> positions() throws StoreException {
        var positions = new HashMap<SourcePartition, Long>();
        scan(Keys.POSITIONS_FROM, Keys.POSITIONS_TO, iterator -> {
            positions.put(Keys.toPartition(iterator.key()), Keys.toNumber(iterator.value()));
            return true;
        });
        return Map.copyOf(positions);
    }

    @Override
    public List<BucketKey> bucketKeys(BucketKey after, int limit) throws StoreException {
        var keys = new ArrayList<BucketKey>();
        if (limit <= 0) {
            return keys;
        }
        byte[] from = Keys.bucket(after);
        scan(from, Keys.BUCKETS_TO, iterator -> {
            byte[] key = iterator.key();
            if (!Arrays.equals(key, from)) {
                keys.add(Keys.toBucketKey(key));
            }
            return keys.size() < limit;
        });
        return keys;
    }

    /** {@inheritDoc} Views that are open end: their later calls fail. When it fails the store is closed. */
    @Override
    public void reopen() throws StoreException {
        lifeLock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                views.forEach(RocksView::release);
                views.clear();
                database.close();
            }
            database = Database.open(folder, options);
            failedCommit = Optional.empty();
            closed = false;
        } finally {
            lifeLock.writeLock().unlock();
        }
    }

    /** {@inheritDoc} What is in memory goes to the tables first, so that the next start has no log to read. */
    @Override
    public void close() {
        if (lifeLock.getReadHoldCount() > 0) {
            throw new IllegalStateException(folder.line(
                    "cannot be closed from a visitor of its own view", "the view is in use", "report this"));
        }
        lifeLock.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            views.forEach(RocksView::release);
            views.clear();
            flush();
            database.close();
        } finally {
            lifeLock.writeLock().unlock();
        }
    }

    /** Enters a call; each must be paired with {@link #end}. */
    void begin() throws StoreException {
        lifeLock.readLock().lock();
        if (closed) {
            lifeLock.readLock().unlock();
            throw new StoreException(folder.line("is closed", "this process closed it", "open it again"));
        }
    }

    /** Leaves a call. */
    void end() {
        lifeLock.readLock().unlock();
    }

    /** Ends a view from its own side; nothing happens when the store was closed before. */
    void forget(RocksView view) {
        lifeLock.readLock().lock();
        try {
            if (views.remove(view)) {
                view.release();
            }
        } finally {
            lifeLock.readLock().unlock();
        }
    }

    StoreException readProblem(RocksDBException e) {
        return folder.problem(
                "cannot be read", String.valueOf(e.getMessage()), "check the disk, then open the store again", e);
    }

    private void write(StoreBatch batch) throws StoreException {
        // Whatever comes out of here, an error of the virtual machine too, leaves the outcome unknown until it is
        // known.
        failedCommit = Optional.of("it did not end");
        try (var writes = new WriteBatch()) {
            writes.setMaxBytes(COMMIT_BYTES_MAX);
            BatchWriter.fill(writes, batch);
            database.rocks().write(database.writeOptions(), writes);
            failedCommit = Optional.empty();
        } catch (RocksDBException e) {
            failedCommit = Optional.of(String.valueOf(e.getMessage()));
            throw folder.problem(
                    "did not take a commit",
                    e.getMessage() + ", and it is unknown whether it was written",
                    "check the disk, open the store again and go on from the positions it holds",
                    e);
        }
    }

    private void scan(byte[] from, byte[] to, Visitor visitor) throws StoreException {
        begin();
        try (var upper = new Slice(to);
                var options = new ReadOptions().setIterateUpperBound(upper);
                RocksIterator iterator = database.rocks().newIterator(options)) {
            iterator.seek(from);
            while (iterator.isValid() && visitor.visit(iterator)) {
                iterator.next();
            }
            iterator.status();
        } catch (RocksDBException e) {
            throw readProblem(e);
        } finally {
            end();
        }
    }

    private void flush() {
        if (failedCommit.isPresent()) {
            return;
        }
        try (var options = new FlushOptions().setWaitForFlush(true)) {
            database.rocks().flush(options);
        } catch (RocksDBException e) {
            LOG.warn(
                    "{} · could not be flushed while closing · {} · nothing is lost: the log has it",
                    folder,
                    e.getMessage());
        }
    }

    @FunctionalInterface
    private interface Visitor {
        /** Takes the entry at which the iterator stands; whether to go on. */
        boolean visit(RocksIterator iterator);
    }
}
