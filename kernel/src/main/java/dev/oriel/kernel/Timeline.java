package dev.oriel.kernel;

import java.util.Arrays;

/**
 * The buckets of one key in one layer that hold events. Immutable, so any thread may read it while {@link #edit() the next version} is
 * prepared.
 */
public final class Timeline {
    /*
     * Three arrays of equal length, ascending by bucket index: indexes, states (or a mark for one event, see LayerStates) and the
     * values of the single events. A version shares the states of all buckets that its edit did not touch with the version before.
     */
    private final Layer layer;
    private final long[] buckets;
    private final Object[][] states;
    private final long[] valueBits;

    /** The arrays become the timeline's own. */
    Timeline(Layer layer, long[] buckets, Object[][] states, long[] valueBits) {
        this.layer = layer;
        this.buckets = buckets;
        this.states = states;
        this.valueBits = valueBits;
    }

    /** The timeline of a key that has no events. */
    public static Timeline empty(Layer layer) {
        return new Timeline(layer, new long[0], new Object[0][], new long[0]);
    }

    /** Starts a timeline from the buckets of a store. */
    public static TimelineBuilder restore(Layer layer) {
        return new TimelineBuilder(layer);
    }

    public Layer layer() {
        return layer;
    }

    /** Whether no bucket is left, so that nothing need be kept for the key. */
    public boolean isEmpty() {
        return buckets.length == 0;
    }

    /** The number of buckets that hold events. */
    public int bucketCount() {
        return buckets.length;
    }

    /**
     * The index of the oldest bucket.
     *
     * @throws IllegalStateException if the timeline is empty
     */
    public long firstBucket() {
        requireNotEmpty();
        return buckets[0];
    }

    /**
     * The index of the newest bucket.
     *
     * @throws IllegalStateException if the timeline is empty
     */
    public long lastBucket() {
        requireNotEmpty();
        return buckets[buckets.length - 1];
    }

    /** Starts the next version. One writer at a time; this version stays as it is. Cost: nothing until something is added. */
    public TimelineEditor edit() {
        return new TimelineEditor(this);
    }

    /**
     * Folds a run of buckets.
     *
     * @param fromBucket the oldest
     * @param toBucket the newest, inclusive; a run that ends before it starts holds nothing
     * @return over no buckets, the values of no events
     * Cost: one merge per bucket that holds events and per aggregation.
     */
    public Fold fold(long fromBucket, long toBucket) {
        return fold(new long[] {fromBucket}, toBucket)[0];
    }

    /**
     * Folds several runs that end with the same bucket, in one pass over the longest.
     *
     * @param fromBuckets the oldest bucket of each run, in any order
     * @param toBucket the newest of all, inclusive
     * @return the folds, in the order of {@code fromBuckets}
     * Cost: that of the longest run, and one result per run and aggregation.
     */
    public Fold[] fold(long[] fromBuckets, long toBucket) {
        long[] newestFirst = fromBuckets.clone();
        Arrays.sort(newestFirst);
        Fold[] folds = new Fold[fromBuckets.length];
        LayerStates layerStates = layer.states();
        Object[] folded = layerStates.create();
        int newest = indexAfter(toBucket) - 1;
        int next = newest;
        for (int run = newestFirst.length - 1; run >= 0; run--) {
            long fromBucket = newestFirst[run];
            for (; next >= 0 && buckets[next] >= fromBucket; next--) {
                layerStates.addAll(folded, states[next], valueBits[next]);
            }
            Fold fold = new Fold(layer, layerStates.results(folded), newest - next);
            for (int i = 0; i < folds.length; i++) {
                if (fromBuckets[i] == fromBucket) {
                    folds[i] = fold;
                }
            }
        }
        return folds;
    }

    /** The place of a bucket, or {@code -(place where it would be) - 1}. */
    int find(long bucket) {
        // Events mostly come in order, to the newest bucket or after it.
        int last = buckets.length - 1;
        if (last < 0 || bucket > buckets[last]) {
            return -buckets.length - 1;
        }
        return bucket == buckets[last] ? last : Arrays.binarySearch(buckets, bucket);
    }

    long bucketAt(int place) {
        return buckets[place];
    }

    Object[] statesAt(int place) {
        return states[place];
    }

    long valueBitsAt(int place) {
        return valueBits[place];
    }

    /** Copies the buckets from place {@code from} on into arrays that are being filled. */
    void copyTo(int from, long[] targetBuckets, Object[][] targetStates, long[] targetValueBits, int at, int count) {
        System.arraycopy(buckets, from, targetBuckets, at, count);
        System.arraycopy(states, from, targetStates, at, count);
        System.arraycopy(valueBits, from, targetValueBits, at, count);
    }

    private int indexAfter(long bucket) {
        int place = find(bucket);
        return place >= 0 ? place + 1 : -place - 1;
    }

    private void requireNotEmpty() {
        if (isEmpty()) {
            throw new IllegalStateException(
                    "timeline · it has no first or last bucket · it is empty · ask isEmpty() before");
        }
    }
}
