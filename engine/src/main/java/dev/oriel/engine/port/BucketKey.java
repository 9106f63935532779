package dev.oriel.engine.port;

import java.util.Arrays;

/**
 * The place of one bucket in a store. Order: layer, then key bytes as unsigned, then bucket index as signed.
 *
 * @param layer number of the layer
 * @param key the group key's bytes; owned by this record, never changed
 * @param bucket index of the bucket, negative before the layer's origin
 */
public record BucketKey(int layer, byte[] key, long bucket) implements Comparable<BucketKey> {
    /** Before every bucket: layers are numbered from 1. */
    public static final BucketKey FIRST = new BucketKey(0, new byte[0], Long.MIN_VALUE);

    @Override
    public int compareTo(BucketKey that) {
        int byLayer = Integer.compareUnsigned(layer, that.layer);
        if (byLayer != 0) {
            return byLayer;
        }
        int byKey = Arrays.compareUnsigned(key, that.key);
        return byKey != 0 ? byKey : Long.compare(bucket, that.bucket);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BucketKey that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return KeyHash.mix(KeyHash.of(layer, key) + Long.hashCode(bucket));
    }
}
