package dev.oriel.bench;

import java.math.BigDecimal;
import java.util.SplittableRandom;

/** One key with events in each of its one-minute buckets, in order: what P3 asks about. Amounts have two decimals. */
final class DenseKey {
    private static final long SEED = 20_260_103;
    private static final long START_MILLIS = 20_454 * EventStream.DAY_MILLIS;
    private static final int EVENTS_PER_BUCKET_MAX = 5;
    private static final int CENTS_MAX = 100_000;

    final int bucketCount;
    final long[] millis;
    final double[] values;

    /** @param bucketCount minutes, each with one to five events */
    DenseKey(int bucketCount) {
        SplittableRandom random = new SplittableRandom(SEED);
        int[] eventsIn = random.ints(bucketCount, 1, EVENTS_PER_BUCKET_MAX + 1).toArray();
        int total = 0;
        for (int events : eventsIn) {
            total += events;
        }
        this.bucketCount = bucketCount;
        this.millis = new long[total];
        this.values = new double[total];
        int at = 0;
        for (int bucket = 0; bucket < bucketCount; bucket++) {
            long startMillis = START_MILLIS + bucket * EventStream.MINUTE_MILLIS;
            for (int i = 0; i < eventsIn[bucket]; i++) {
                millis[at] = startMillis + EventStream.MINUTE_MILLIS * i / eventsIn[bucket];
                values[at++] = random.nextInt(1, CENTS_MAX) / 100.0;
            }
        }
    }

    /** The index of the first bucket. */
    long firstBucket() {
        return START_MILLIS / EventStream.MINUTE_MILLIS;
    }

    /** Times to ask at as a client does that is served: from the newest bucket on, for half an hour. */
    long[] liveMillis(int count) {
        return new SplittableRandom(SEED + 1)
                .longs(count, endMillis() - EventStream.MINUTE_MILLIS, endMillis() + 30 * EventStream.MINUTE_MILLIS)
                .toArray();
    }

    /** Times to ask at as of the past, all different places within a bucket, on the last day. */
    long[] pastMillis(int count) {
        return new SplittableRandom(SEED + 1)
                .longs(count, endMillis() - EventStream.DAY_MILLIS, endMillis())
                .toArray();
    }

    private long endMillis() {
        return START_MILLIS + bucketCount * EventStream.MINUTE_MILLIS;
    }

    /** The naive twin: looks at every event, and sums exactly. */
    Totals window(long fromBucket, long toBucket) {
        Totals totals = new Totals();
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < millis.length; i++) {
            long bucket = Math.floorDiv(millis[i], EventStream.MINUTE_MILLIS);
            if (bucket >= fromBucket && bucket <= toBucket) {
                totals.add(values[i]);
                sum = sum.add(new BigDecimal(values[i]));
            }
        }
        totals.sum = sum.doubleValue();
        return totals;
    }
}
