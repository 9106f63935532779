package dev.oriel.kernel;

import java.util.Arrays;

/** The buckets that an edit has changed, in any order and more than once. */
final class ChangedBuckets {
    private long[] buckets = new long[4];
    private int size;

    void add(long bucket) {
        if (size > 0 && buckets[size - 1] == bucket) {
            return;
        }
        if (size == buckets.length) {
            removeDoubles();
            if (size > buckets.length / 2) {
                buckets = Arrays.copyOf(buckets, buckets.length * 2);
            }
        }
        buckets[size++] = bucket;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The buckets from one on, ascending, each once. */
    long[] from(long firstBucket) {
        removeDoubles();
        int place = Arrays.binarySearch(buckets, 0, size, firstBucket);
        return Arrays.copyOfRange(buckets, place >= 0 ? place : -place - 1, size);
    }

    private void removeDoubles() {
        Arrays.sort(buckets, 0, size);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept == 0 || buckets[i] != buckets[kept - 1]) {
                buckets[kept++] = buckets[i];
            }
        }
        size = kept;
    }
}
