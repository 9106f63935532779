package dev.oriel.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.oriel.engine.port.StoreException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteOptions;

/** An open RocksDB of this module's format, and the native objects that must live as long as it does. */
final class Database implements AutoCloseable {
    /*
     * One column family: families are flushed at different times, and one that is ahead of a torn log fails recovery
     * (facebook/rocksdb, pull request 9634).
     *
     * The log is recovered to a point in time: everything before the first damaged record and nothing after it. As state
     * and positions are in the same records, that is an exact earlier state. To skip damaged records instead gave 73 wrong
     * states in 100 single-bit flips when it was measured, so the mode in use is read back and anything else refused.
     *
     * Point in time holds within one log file only: an older file that ends early at the boundary of a record, or is gone,
     * looks whole, and RocksDB goes on with the next file over the hole. A power cut can do that, since files reach the disk
     * in any order. With track_and_verify_wals every file names the end of the one before it, and a hole is noticed.
     */

    /** What a store of this version carries; a change of {@link Keys} needs another. */
    static final String FORMAT = "oriel-rocksdb-1";

    private static final List<String> LOG_OPTIONS_IN_USE =
            List.of("wal_recovery_mode=kPointInTimeRecovery", "track_and_verify_wals=true");
    private static final int BLOOM_BITS_PER_KEY = 10;
    private static final long BLOCK_BYTES = 8L << 10;
    private static final long LOG_FILE_BYTES_MAX = 4L << 20;
    private static final long LOG_FILES_MAX = 4;
    private static final int BACKGROUND_JOBS_MAX = 2;

    private final StoreFolder folder;
    private final Deque<AutoCloseable> natives = new ArrayDeque<>();
    private final WriteOptions writeOptions;
    private final RocksDB rocks;

    private Database(StoreFolder folder, RocksStoreOptions options, boolean exists) throws RocksDBException {
        this.folder = folder;
        boolean opened = false;
        try {
            writeOptions = keep(new WriteOptions().setSync(options.syncEachCommit()));
            rocks = keep(RocksDB.open(rocksOptions(options, exists), folder.toString()));
            opened = true;
        } finally {
            if (!opened) {
                closeNatives();
            }
        }
    }

    /** Opens the store of a folder, or makes one in it. */
    static Database open(StoreFolder folder, RocksStoreOptions options) throws StoreException {
        boolean exists = folder.prepare();
        loadLibrary();
        Database database;
        try {
            database = new Database(folder, options, exists);
        } catch (RocksDBException e) {
            throw openProblem(folder, e);
        }
        boolean checked = false;
        try {
            database.checkLogMode();
            database.checkFormat();
            checked = true;
        } finally {
            if (!checked) {
                database.closeNatives();
            }
        }
        folder.noteOwner();
        return database;
    }

    RocksDB rocks() {
        return rocks;
    }

    WriteOptions writeOptions() {
        return writeOptions;
    }

    @Override
    public void close() {
        folder.forgetOwner();
        closeNatives();
    }

    private Options rocksOptions(RocksStoreOptions options, boolean exists) {
        var table = new BlockBasedTableConfig()
                .setBlockCache(keep(new LRUCache(options.blockCacheBytes())))
                .setBlockSize(BLOCK_BYTES)
                .setFilterPolicy(keep(new BloomFilter(BLOOM_BITS_PER_KEY)))
                // Within the cache's limit, so that memory stays bounded however large the store grows.
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true);
        return keep(new Options(keep(logChecks()), keep(new ColumnFamilyOptions())))
                .setCreateIfMissing(!exists)
                .setTableFormatConfig(table)
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                .setParanoidChecks(true)
                .setWriteBufferSize(options.writeBufferBytes())
                .setMaxWriteBufferNumber(RocksStoreOptions.WRITE_BUFFERS_MAX)
                .setMaxOpenFiles(options.openFilesMax())
                .setMaxBackgroundJobs(BACKGROUND_JOBS_MAX)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setLevelCompactionDynamicLevelBytes(true)
                .setMaxLogFileSize(LOG_FILE_BYTES_MAX)
                .setKeepLogFileNum(LOG_FILES_MAX);
    }

    /* Has no setter in Java, only a name. */
    private DBOptions logChecks() {
        var properties = new Properties();
        properties.setProperty("track_and_verify_wals", "true");
        return DBOptions.getDBOptionsFromProps(properties);
    }

    private void checkLogMode() throws StoreException {
        Set<String> inUse = folder.optionsInUse().stream().map(String::strip).collect(toUnmodifiableSet());
        List<String> missing = LOG_OPTIONS_IN_USE.stream()
                .filter(option -> !inUse.contains(option))
                .toList();
        if (!missing.isEmpty()) {
            throw new StoreException(folder.line(
                    "does not recover its log exactly",
                    "'%s' is not among the options RocksDB uses".formatted(String.join("', '", missing)),
                    "report this: opening it so could give wrong values after a crash"));
        }
    }

    /* A new store is marked on its own, with a sync: if the mark is lost, so is all that came after it in the log. */
    private void checkFormat() throws StoreException {
        try {
            Optional<byte[]> found = Optional.ofNullable(rocks.get(Keys.FORMAT));
            if (found.isPresent()) {
                refuseOtherFormat(new String(found.get(), UTF_8));
            } else if (isEmpty()) {
                try (var synced = new WriteOptions().setSync(true)) {
                    rocks.put(synced, Keys.FORMAT, FORMAT.getBytes(UTF_8));
                }
            } else {
                throw new StoreException(folder.line(
                        "is a RocksDB database of another program",
                        "it has entries but no format mark",
                        "name another folder"));
            }
        } catch (RocksDBException e) {
            throw folder.problem(
                    "cannot be read", String.valueOf(e.getMessage()), "check the disk, then open the store again", e);
        }
    }

    private void refuseOtherFormat(String found) throws StoreException {
        if (!found.equals(FORMAT)) {
            throw new StoreException(folder.line(
                    "has format '%s'".formatted(found),
                    "this version reads and writes '%s'".formatted(FORMAT),
                    "start the version that wrote it, or name another folder and let the sources be read again"));
        }
    }

    private boolean isEmpty() throws RocksDBException {
        try (RocksIterator iterator = rocks.newIterator()) {
            iterator.seekToFirst();
            boolean empty = !iterator.isValid();
            iterator.status();
            return empty;
        }
    }

    private static void loadLibrary() throws StoreException {
        try {
            RocksDB.loadLibrary();
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            throw new StoreException(
                    "RocksDB · its native library cannot be loaded · %s · give a temporary folder that is writable and may hold programs (-Djava.io.tmpdir), on a platform RocksDB supports"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private static StoreException openProblem(StoreFolder folder, RocksDBException e) {
        String text = String.valueOf(e.getMessage());
        if (text.contains("lock file") || text.contains("lock hold by current process")) {
            return folder.problem(
                    "is already in use by another process or store",
                    folder.owner(),
                    "stop that one first, or name another folder",
                    e);
        }
        Optional<Status> status = Optional.ofNullable(e.getStatus());
        if (status.isPresent() && status.get().getCode() == Status.Code.Corruption) {
            return folder.problem(
                    "is damaged",
                    text,
                    "put a copy back, or move the folder away and let the sources be read again",
                    e);
        }
        return folder.problem("cannot be opened", text, "check the disk and the rights of this process", e);
    }

    private <T extends AutoCloseable> T keep(T created) {
        natives.push(created);
        return created;
    }

    private void closeNatives() {
        while (!natives.isEmpty()) {
            try {
                natives.pop().close();
            } catch (Exception e) {
                // None of them declares a failure, so this is a defect and not a condition of the outside.
                throw new IllegalStateException(folder.line("cannot be closed", String.valueOf(e), "report this"), e);
            }
        }
    }
}
