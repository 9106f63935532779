package dev.oriel.rocksdb;

import dev.oriel.engine.port.StoreBatch;
import java.io.Serial;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** The changes of a store batch as RocksDB takes them. */
final class BatchWriter {
    private final WriteBatch writes;

    private BatchWriter(WriteBatch writes) {
        this.writes = writes;
    }

    /** Copies all changes of {@code batch} into {@code writes}. */
    static void fill(WriteBatch writes, StoreBatch batch) throws RocksDBException {
        var writer = new BatchWriter(writes);
        try {
            batch.forEachBucket((key, bytes) -> writer.putOrDelete(Keys.bucket(key), bytes));
            batch.forEachEntry((key, bytes) -> writer.putOrDelete(Keys.entry(key), bytes));
            batch.forEachRow((key, bytes) -> writer.put(Keys.row(key), bytes));
            batch.forEachMetadata((name, bytes) -> writer.put(Keys.metadata(name), bytes));
            batch.forEachPosition((partition, next) -> writer.put(Keys.position(partition), Keys.number(next)));
        } catch (Carrier carrier) {
            throw carrier.carried;
        }
    }

    private void putOrDelete(byte[] key, Optional<byte[]> value) {
        value.ifPresentOrElse(bytes -> put(key, bytes), () -> delete(key));
    }

    private void put(byte[] key, byte[] value) {
        try {
            writes.put(key, value);
        } catch (RocksDBException e) {
            throw new Carrier(e);
        }
    }

    private void delete(byte[] key) {
        try {
            writes.delete(key);
        } catch (RocksDBException e) {
            throw new Carrier(e);
        }
    }

    /** Brings a checked exception out of a visitor that may not throw one. */
    private static final class Carrier extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        private final transient RocksDBException carried;

        Carrier(RocksDBException carried) {
            super(carried);
            this.carried = carried;
        }
    }
}
