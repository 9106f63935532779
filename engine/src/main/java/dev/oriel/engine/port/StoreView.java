package dev.oriel.engine.port;

import java.util.Optional;

/** Everything as of one commit, unmoved by later ones. May be used by one thread at a time. */
public interface StoreView extends AutoCloseable {
    /**
     * Visits the buckets of one key of one layer, in ascending order of index.
     *
     * @param fromBucket lowest index visited
     * @throws StoreException if the store cannot be read
     */
    void buckets(int layer, byte[] key, long fromBucket, BucketVisitor visitor) throws StoreException;

    /** The bytes of one row; empty when nothing was written for its primary key. */
    Optional<byte[]> row(String namespace, byte[] primaryKey) throws StoreException;

    /** The bytes kept under a name; empty when there are none. */
    Optional<byte[]> metadata(String name) throws StoreException;

    /** The bytes of one entry; empty when there is none. */
    Optional<byte[]> entry(EntryKey key) throws StoreException;

    /**
     * Visits entries in ascending order of their keys.
     *
     * @param from lowest key visited
     * @param to the key before which the visit ends
     * @throws StoreException if the store cannot be read
     */
    void entries(EntryKey from, EntryKey to, EntryVisitor visitor) throws StoreException;

    @Override
    void close();

    /** Receives entries one by one. */
    @FunctionalInterface
    interface EntryVisitor {
        /**
         * Takes one entry, which belongs to the receiver.
         *
         * @return whether to go on
         */
        boolean entry(EntryKey key, byte[] bytes);
    }

    /** Receives buckets one by one. */
    @FunctionalInterface
    interface BucketVisitor {
        /** Takes one bucket; {@code bytes} belongs to the receiver. */
        void bucket(long bucket, byte[] bytes);
    }
}
