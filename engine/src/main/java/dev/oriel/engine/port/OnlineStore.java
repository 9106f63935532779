package dev.oriel.engine.port;

import java.util.List;
import java.util.Map;

/**
 * What is served online, and the source positions that led to it, changed together or not at all.
 *
 * <p>Holds five tables: buckets of aggregations by (layer, key, bucket index), rows by (namespace, primary key), metadata by
 * name, the next offset of every source partition, and entries: whatever else ingest keeps, in one order of keys. Keys and values are opaque bytes to the store. One process owns a
 * store; one thread commits while any number read.
 */
public interface OnlineStore extends AutoCloseable {
    /**
     * A consistent view of everything committed so far. Must be closed.
     *
     * @throws StoreException if the store cannot be read
     */
    StoreView view() throws StoreException;

    /**
     * Writes a batch atomically: a process that dies at any moment leaves all of it or nothing.
     *
     * @throws StoreException if it is not known whether the batch was written
     */
    void commit(StoreBatch batch) throws StoreException;

    /** Next offsets as of the last commit; empty in a new store. */
    Map<SourcePartition, Long> positions() throws StoreException;

    /**
     * Some bucket keys in store order, for the search of expired ones.
     *
     * @param after where the previous call ended; {@link BucketKey#FIRST} to begin
     * @param limit the most keys to return
     * @return keys strictly after {@code after}; fewer than {@code limit} only at the end of the table
     */
    List<BucketKey> bucketKeys(BucketKey after, int limit) throws StoreException;

    /**
     * After a failed commit: lets go of everything in memory and opens again what is on disk, which has all of the batch or
     * nothing of it. Views that are open may end: their later reads fail.
     *
     * @throws StoreException if it cannot be opened; it may be tried again
     */
    void reopen() throws StoreException;

    @Override
    void close();
}
