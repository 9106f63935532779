package dev.oriel.kernel;

import java.util.Arrays;

/** Buckets being collected, ascending by index: the growing twin of a timeline's arrays. */
final class BucketArrays {
    private static final int INITIAL_LENGTH = 4;

    private final Layer layer;
    private long[] buckets;
    private Object[][] states;
    private long[] valueBits;
    private int size;

    BucketArrays(Layer layer) {
        this(layer, 0);
    }

    BucketArrays(Layer layer, int length) {
        this.layer = layer;
        this.buckets = new long[length];
        this.states = new Object[length][];
        this.valueBits = new long[length];
    }

    int size() {
        return size;
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

    void setStates(int place, Object[] newStates) {
        states[place] = newStates;
    }

    /** The place of a bucket, or {@code -(place where it would be) - 1}. */
    int find(long bucket) {
        if (size == 0 || bucket > buckets[size - 1]) {
            return -size - 1;
        }
        return bucket == buckets[size - 1] ? size - 1 : Arrays.binarySearch(buckets, 0, size, bucket);
    }

    void insert(int place, long bucket, Object[] statesOrMark, long bits) {
        if (size == buckets.length) {
            int length = Math.max(INITIAL_LENGTH, size + (size >> 1));
            buckets = Arrays.copyOf(buckets, length);
            states = Arrays.copyOf(states, length);
            valueBits = Arrays.copyOf(valueBits, length);
        }
        int moved = size - place;
        System.arraycopy(buckets, place, buckets, place + 1, moved);
        System.arraycopy(states, place, states, place + 1, moved);
        System.arraycopy(valueBits, place, valueBits, place + 1, moved);
        buckets[place] = bucket;
        states[place] = statesOrMark;
        valueBits[place] = bits;
        size++;
    }

    void append(long bucket, Object[] statesOrMark, long bits) {
        insert(size, bucket, statesOrMark, bits);
    }

    /** Appends the buckets of {@code source} from place {@code from} up to {@code to}, exclusive; there must be room. */
    void appendAll(Timeline source, int from, int to) {
        source.copyTo(from, buckets, states, valueBits, size, to - from);
        size += to - from;
    }

    void removeFirst(int count) {
        int left = size - count;
        System.arraycopy(buckets, count, buckets, 0, left);
        System.arraycopy(states, count, states, 0, left);
        System.arraycopy(valueBits, count, valueBits, 0, left);
        size = left;
    }

    /** A timeline of these buckets, which may no longer be changed here. */
    Timeline toTimeline() {
        boolean full = size == buckets.length;
        return full
                ? new Timeline(layer, buckets, states, valueBits)
                : new Timeline(
                        layer,
                        Arrays.copyOf(buckets, size),
                        Arrays.copyOf(states, size),
                        Arrays.copyOf(valueBits, size));
    }
}
