package dev.oriel.bench;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * What the buckets of a stream hold, found by sorting: the naive twin of every {@link BucketStore}. Sums of all buckets are plain
 * ones of doubles; those of sampled keys are exact as well.
 */
final class NaiveBuckets {
    /** One key in this many is sampled; being shuffled, the sample has busy and idle ones. The busiest are always in it. */
    private static final int SAMPLED_KEY_ONE_IN = 100;

    private static final int BUSY_EVENTS = 20_000;
    private static final int BUCKET_BITS = 32;

    private final long firstKeptBucket;
    /** Key and bucket of each cell, ascending. */
    private final long[] cells;

    private final int[] counts;
    private final double[] sums;
    private final double[] mins;
    private final double[] maxs;
    /** The exact sum, rounded; NaN for keys that are not sampled. */
    private final double[] exactSums;

    private long events;

    NaiveBuckets(EventStream stream) {
        firstKeptBucket = stream.firstKeptBucket();
        long[] all = new long[stream.events()];
        int kept = 0;
        for (int i = 0; i < all.length; i++) {
            if (stream.bucket(i) >= firstKeptBucket) {
                all[kept++] = cell(stream.keys[i], stream.bucket(i));
            }
        }
        events = kept;
        Arrays.sort(all, 0, kept);
        cells = distinct(all, kept);
        counts = new int[cells.length];
        sums = new double[cells.length];
        mins = new double[cells.length];
        maxs = new double[cells.length];
        exactSums = new double[cells.length];
        Arrays.fill(mins, Double.POSITIVE_INFINITY);
        Arrays.fill(maxs, Double.NEGATIVE_INFINITY);
        BigDecimal[] exact = exactZeros(stream);
        for (int i = 0; i < stream.events(); i++) {
            if (stream.bucket(i) >= firstKeptBucket) {
                take(Arrays.binarySearch(cells, cell(stream.keys[i], stream.bucket(i))), stream.values[i], exact);
            }
        }
        for (int place = 0; place < cells.length; place++) {
            exactSums[place] = exact[place].signum() < 0 ? Double.NaN : exact[place].doubleValue();
        }
    }

    /** The number of events in buckets that are kept in the end. */
    long events() {
        return events;
    }

    /** The number of buckets that are not empty. */
    int bucketCount() {
        return cells.length;
    }

    long firstKeptBucket() {
        return firstKeptBucket;
    }

    int[] bucketsPerKey(int keyCount) {
        int[] buckets = new int[keyCount];
        for (long cell : cells) {
            buckets[(int) (cell >>> BUCKET_BITS)]++;
        }
        return buckets;
    }

    /**
     * Throws unless a store holds the same.
     *
     * @param thorough whether to compare every bucket rather than one in 97 and those of sampled keys
     */
    void requireSame(BucketStore store, boolean thorough, String name) {
        Totals expected = new Totals();
        Totals found = new Totals();
        for (int place = 0; place < cells.length; place++) {
            boolean sampled = !Double.isNaN(exactSums[place]);
            if (thorough || (sampled && place % 7 == 0) || place % 97 == 0) {
                int key = (int) (cells[place] >>> BUCKET_BITS);
                long bucket = (int) cells[place];
                boolean exact = sampled && store.isExact();
                expected.count = counts[place];
                expected.sum = exact ? exactSums[place] : sums[place];
                expected.min = mins[place];
                expected.max = maxs[place];
                store.read(key, bucket, found);
                found.requireEqual(expected, exact, name, "bucket " + bucket + " of key " + key);
            }
        }
        long kept = store.eventsFrom(firstKeptBucket);
        if (kept != events) {
            throw new IllegalStateException(name + " · wrong number of events · it keeps '" + kept
                    + "', the naive twin '" + events + "' · its figures would mean nothing: mend it first");
        }
    }

    private void take(int place, double value, BigDecimal[] exact) {
        counts[place]++;
        sums[place] += value;
        mins[place] = Math.min(mins[place], value);
        maxs[place] = Math.max(maxs[place], value);
        if (exact[place].signum() >= 0) {
            exact[place] = exact[place].add(new BigDecimal(value));
        }
    }

    /** Zero for the buckets of sampled keys, -1 for others; no amount is negative. */
    private BigDecimal[] exactZeros(EventStream stream) {
        int[] eventsPerKey = new int[stream.keyCount];
        for (int key : stream.keys) {
            eventsPerKey[key]++;
        }
        BigDecimal[] exact = new BigDecimal[cells.length];
        for (int place = 0; place < cells.length; place++) {
            int key = (int) (cells[place] >>> BUCKET_BITS);
            boolean sampled = key % SAMPLED_KEY_ONE_IN == 0 || eventsPerKey[key] >= BUSY_EVENTS;
            exact[place] = sampled ? BigDecimal.ZERO : BigDecimal.ONE.negate();
        }
        return exact;
    }

    private static long cell(int key, long bucket) {
        return ((long) key << BUCKET_BITS) | bucket;
    }

    private static long[] distinct(long[] sorted, int length) {
        long[] distinct = new long[length];
        int count = 0;
        for (int i = 0; i < length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                distinct[count++] = sorted[i];
            }
        }
        return Arrays.copyOf(distinct, count);
    }
}
