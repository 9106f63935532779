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

    @Override
    void close();

    /** Receives buckets one by one. */
    @FunctionalInterface
    interface BucketVisitor {
        /** Takes one bucket; {@code bytes} belongs to the receiver. */
        void bucket(long bucket, byte[] bytes);
    }
}
