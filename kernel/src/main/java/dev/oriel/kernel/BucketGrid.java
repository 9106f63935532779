package dev.oriel.kernel;

/**
 * Time cut into equal half-open buckets: bucket {@code k} holds the instants
 * {@code [originMillis + k * bucketMillis, originMillis + (k + 1) * bucketMillis)}, for negative {@code k} too.
 *
 * <p>Instants are epoch milliseconds, without leap seconds. A window of {@code windowMillis} at {@code nowMillis} is
 * {@code (nowMillis - windowMillis, nowMillis]}; it uses every bucket it overlaps, each whole.
 *
 * @param bucketMillis the length of a bucket, above 0
 * @param originMillis the start of bucket 0; 0 aligns buckets to the Unix epoch
 */
public record BucketGrid(long bucketMillis, long originMillis) {
    /** The farthest an instant may be from the epoch, about 285,000 years; also the longest bucket and window. */
    public static final long MILLIS_MAX = 1L << 53;

    public BucketGrid {
        requireLength("bucket length", bucketMillis);
        requireInstant("bucket origin", originMillis);
    }

    /** The grid aligned to the Unix epoch. */
    public static BucketGrid fromEpoch(long bucketMillis) {
        return new BucketGrid(bucketMillis, 0);
    }

    /**
     * The index of the bucket that holds an instant.
     *
     * @throws IllegalArgumentException if the instant is farther than {@link #MILLIS_MAX} from the epoch
     */
    public long bucketOf(long eventMillis) {
        requireInstant("event time", eventMillis);
        return Math.floorDiv(eventMillis - originMillis, bucketMillis);
    }

    /**
     * The first instant of a bucket.
     *
     * @throws IllegalArgumentException if the bucket is none that {@link #bucketOf} gives
     */
    public long startMillis(long bucketIndex) {
        requireIndex(bucketIndex);
        return originMillis + bucketIndex * bucketMillis;
    }

    /**
     * The first instant after a bucket.
     *
     * @throws IllegalArgumentException if the bucket is none that {@link #bucketOf} gives
     */
    public long endMillis(long bucketIndex) {
        return startMillis(bucketIndex) + bucketMillis;
    }

    /**
     * The index of the oldest bucket that overlaps a window.
     *
     * @throws IllegalArgumentException if the window is not 1 to {@link #MILLIS_MAX} long, or {@code nowMillis} is no instant
     */
    public long firstBucket(long nowMillis, long windowMillis) {
        requireInstant("query time", nowMillis);
        requireLength("window", windowMillis);
        return Math.floorDiv(nowMillis - windowMillis + 1 - originMillis, bucketMillis);
    }

    /**
     * The index of the newest bucket that overlaps a window: the one that holds {@code nowMillis}.
     *
     * @throws IllegalArgumentException if {@code nowMillis} is no instant
     */
    public long lastBucket(long nowMillis) {
        requireInstant("query time", nowMillis);
        return Math.floorDiv(nowMillis - originMillis, bucketMillis);
    }

    /** Whether a window that ends at {@code nowMillis} uses all of its newest bucket. */
    public boolean isLastMillisOfBucket(long nowMillis) {
        requireInstant("query time", nowMillis);
        return Math.floorMod(nowMillis - originMillis, bucketMillis) == bucketMillis - 1;
    }

    /**
     * The number of buckets a window is said to have: its length in buckets, rounded up. A window that is not asked for at the end
     * of a bucket overlaps one more.
     *
     * @throws IllegalArgumentException if the window is not 1 to {@link #MILLIS_MAX} long
     */
    public long reportedBucketCount(long windowMillis) {
        requireLength("window", windowMillis);
        return Math.ceilDiv(windowMillis, bucketMillis);
    }

    private void requireIndex(long bucketIndex) {
        // Instants and origin are within 2^53, so indexes are within 2^54 / bucketMillis and one to spare.
        if (Math.abs(bucketIndex / 4) > MILLIS_MAX / bucketMillis) {
            throw new IllegalArgumentException("bucket grid · bucket '" + bucketIndex
                    + "' lies beyond all instants · buckets are '" + bucketMillis
                    + "' ms long · use an index that bucketOf gave");
        }
    }

    private static void requireLength(String what, long millis) {
        if (millis < 1 || millis > MILLIS_MAX) {
            throw new IllegalArgumentException("bucket grid · " + what + " of '" + millis + "' ms · 1 to " + MILLIS_MAX
                    + " is possible · give a length in milliseconds");
        }
    }

    private static void requireInstant(String what, long millis) {
        if (millis < -MILLIS_MAX || millis > MILLIS_MAX) {
            throw new IllegalArgumentException(
                    "bucket grid · " + what + " '" + millis + "' is no instant · " + -MILLIS_MAX + " to " + MILLIS_MAX
                            + " is possible · give epoch milliseconds, not micro- or nanoseconds");
        }
    }
}
