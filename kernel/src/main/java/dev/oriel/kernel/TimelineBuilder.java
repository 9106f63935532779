package dev.oriel.kernel;

import dev.oriel.kernel.bytes.CorruptStateException;

/** Puts a timeline together from the buckets that a store kept. One thread at a time. */
public final class TimelineBuilder {
    private final BucketCodec codec;
    private final BucketArrays buckets;

    TimelineBuilder(Layer layer) {
        this.codec = new BucketCodec(layer);
        this.buckets = new BucketArrays(layer);
    }

    /**
     * Adds a bucket.
     *
     * @param bucketIndex above that of the bucket added before
     * @param state what {@link BucketVisitor#changed} was given
     * @throws IllegalArgumentException if the buckets do not ascend
     * @throws CorruptStateException if the bytes are not those of a bucket
     */
    public TimelineBuilder add(long bucketIndex, byte[] state) {
        int size = buckets.size();
        if (size > 0 && bucketIndex <= buckets.bucketAt(size - 1)) {
            throw new IllegalArgumentException(
                    "timeline · bucket '" + bucketIndex + "' does not come after bucket '" + buckets.bucketAt(size - 1)
                            + "' · buckets are restored in ascending order · scan the store by bucket");
        }
        try {
            buckets.append(bucketIndex, codec.read(state), 0);
        } catch (CorruptStateException problem) {
            throw problem.inBucket(bucketIndex);
        }
        return this;
    }

    /** The timeline of the buckets added so far. */
    public Timeline build() {
        return buckets.toTimeline();
    }
}
