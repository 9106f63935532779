package dev.oriel.kernel;

import dev.oriel.kernel.bytes.CorruptStateException;

/** Puts a timeline together from the buckets that a store kept. One thread at a time. */
public final class TimelineBuilder {
    private final BucketCodec codec;
    private final TimelineEditor timeline;
    private long lastBucket = Long.MIN_VALUE;

    TimelineBuilder(Layer layer) {
        this.codec = new BucketCodec(layer);
        this.timeline = Timeline.empty(layer).editUntracked();
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
        if (bucketIndex <= lastBucket) {
            throw new IllegalArgumentException("timeline · bucket '" + bucketIndex + "' does not come after bucket '"
                    + lastBucket + "' · buckets are restored in ascending order · scan the store by bucket");
        }
        try {
            codec.read(state, bucketIndex, timeline);
        } catch (CorruptStateException problem) {
            throw problem.inBucket(bucketIndex);
        }
        lastBucket = bucketIndex;
        return this;
    }

    /** The timeline of the buckets added so far. */
    public Timeline build() {
        return timeline.publish();
    }
}
