package dev.oriel.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.UInt64AddOperator;
import org.rocksdb.WriteOptions;

/**
 * RocksDB asked for every event, in a temporary folder. Its write-ahead log is off, to its advantage: what it holds in memory would
 * not survive a crash of the process.
 */
final class RocksBuckets implements BucketStore, AutoCloseable {
    /** What is done per event. */
    enum Way {
        /** Reads count, sum, min and max, changes them, writes them. */
        GET_AND_PUT,
        /** Merges 1 into a counter with the library's own operator: no sum, min or max, to its advantage. */
        MERGE_COUNT
    }

    static {
        RocksDB.loadLibrary();
    }

    private static final int KEY_BYTES = Integer.BYTES + Long.BYTES;
    private static final int VALUE_BYTES = Long.BYTES + 3 * Double.BYTES;
    private static final byte[] ONE = {1, 0, 0, 0, 0, 0, 0, 0};

    private final Way way;
    private final Path folder;
    private final UInt64AddOperator operator = new UInt64AddOperator();
    private final Options options = new Options().setCreateIfMissing(true).setMergeOperator(operator);
    private final WriteOptions writeOptions = new WriteOptions().setDisableWAL(true);
    private final RocksDB database;
    private final byte[] key = new byte[KEY_BYTES];
    private final byte[] value = new byte[VALUE_BYTES];
    private final ByteBuffer keyBuffer = ByteBuffer.wrap(key);
    private final ByteBuffer valueBuffer = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);

    RocksBuckets(Way way) throws IOException, RocksDBException {
        this.way = way;
        this.folder = Files.createTempDirectory("oriel-bench");
        this.database = RocksDB.open(options, folder.toString());
    }

    @Override
    public void ingest(EventStream events) {
        try {
            for (int i = 0; i < events.events(); i++) {
                keyBuffer.putInt(0, events.keys[i]).putLong(Integer.BYTES, events.bucket(i));
                if (way == Way.MERGE_COUNT) {
                    database.merge(writeOptions, key, ONE);
                } else {
                    getAndPut(events.values[i]);
                }
            }
        } catch (RocksDBException failed) {
            throw failure(failed);
        }
    }

    private void getAndPut(double amount) throws RocksDBException {
        if (database.get(key, value) == RocksDB.NOT_FOUND) {
            write(1, amount, amount, amount);
        } else {
            write(
                    valueBuffer.getLong(0) + 1,
                    valueBuffer.getDouble(8) + amount,
                    Math.min(valueBuffer.getDouble(16), amount),
                    Math.max(valueBuffer.getDouble(24), amount));
        }
        database.put(writeOptions, key, value);
    }

    private void write(long count, double sum, double min, double max) {
        valueBuffer.putLong(0, count).putDouble(8, sum).putDouble(16, min).putDouble(24, max);
    }

    @Override
    public void finish(long firstKeptBucket) {
        // It keeps all of the sample; nothing is old enough.
    }

    @Override
    public void read(int eventKey, long bucket, Totals into) {
        into.clear();
        keyBuffer.putInt(0, eventKey).putLong(Integer.BYTES, bucket);
        try {
            if (database.get(key, value) != RocksDB.NOT_FOUND) {
                into.add(
                        valueBuffer.getLong(0),
                        valueBuffer.getDouble(8),
                        valueBuffer.getDouble(16),
                        valueBuffer.getDouble(24));
            }
        } catch (RocksDBException failed) {
            throw failure(failed);
        }
    }

    @Override
    public long eventsFrom(long firstBucket) {
        long events = 0;
        try (RocksIterator all = database.newIterator()) {
            for (all.seekToFirst(); all.isValid(); all.next()) {
                if (ByteBuffer.wrap(all.key()).getLong(Integer.BYTES) >= firstBucket) {
                    events += ByteBuffer.wrap(all.value())
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong(0);
                }
            }
        }
        return events;
    }

    @Override
    public boolean isExact() {
        return false;
    }

    @Override
    public void close() throws IOException {
        database.close();
        options.close();
        writeOptions.close();
        operator.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static IllegalStateException failure(RocksDBException failed) {
        return new IllegalStateException(
                "RocksDB · refused an operation · '" + failed.getMessage() + "' · see that the disk has room", failed);
    }
}
