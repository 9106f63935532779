package dev.oriel.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The stream of P1 and P5: events of keys with a Zipf share of them, whose times advance over {@link #DAYS} days while
 * {@link #RETAINED_DAYS} are kept. Event times are spread evenly, except that one in a hundred is up to an hour older than the
 * newest. Amounts have two decimals. The keys are shuffled, so that busy ones are not neighbours in anybody's memory.
 */
final class EventStream {
    static final long MINUTE_MILLIS = 60_000;
    static final long DAY_MILLIS = 24 * 60 * MINUTE_MILLIS;
    static final int RETAINED_DAYS = 90;
    static final int DAYS = 100;

    /**
     * With 8 million events of 100,000 keys this gives what is known of real data: nine of ten keys have at most 64 buckets that
     * are not empty, and about seven have an event in half of their minutes. {@link #print} shows both.
     */
    static final double ZIPF_EXPONENT = 1.02;

    private static final long SEED = 20_260_101;
    private static final long START_MILLIS = 20_454 * DAY_MILLIS;
    private static final int LATE_ONE_IN = 100;
    private static final long LATE_MILLIS_MAX = 60 * MINUTE_MILLIS;
    private static final int CENTS_MAX = 100_000;

    final int keyCount;
    final int[] keys;
    final long[] millis;
    final double[] values;

    private EventStream(int keyCount, int[] keys, long[] millis, double[] values) {
        this.keyCount = keyCount;
        this.keys = keys;
        this.millis = millis;
        this.values = values;
    }

    static EventStream generate(int events, int keyCount) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] cumulative = new double[keyCount];
        double total = 0;
        for (int rank = 0; rank < keyCount; rank++) {
            total += Math.pow(rank + 1, -ZIPF_EXPONENT);
            cumulative[rank] = total;
        }
        int[] keyOfRank = shuffled(keyCount, random);
        EventStream stream = new EventStream(keyCount, new int[events], new long[events], new double[events]);
        double stepMillis = (double) DAYS * DAY_MILLIS / events;
        for (int i = 0; i < events; i++) {
            int rank = Arrays.binarySearch(cumulative, random.nextDouble() * total);
            stream.keys[i] = keyOfRank[Math.min(keyCount - 1, rank < 0 ? -rank - 1 : rank)];
            boolean late = random.nextInt(LATE_ONE_IN) == 0;
            stream.millis[i] =
                    START_MILLIS + (long) (i * stepMillis) - (late ? random.nextLong(1, LATE_MILLIS_MAX) : 0);
            stream.values[i] = random.nextInt(1, CENTS_MAX) / 100.0;
        }
        return stream;
    }

    /** The first events of this stream. */
    EventStream first(int events) {
        return new EventStream(
                keyCount, Arrays.copyOf(keys, events), Arrays.copyOf(millis, events), Arrays.copyOf(values, events));
    }

    /** The events of keys of which {@link #partOf} says {@code part}, in their order. */
    EventStream part(int part, int parts) {
        int count = 0;
        for (int key : keys) {
            count += partOf(key, parts) == part ? 1 : 0;
        }
        EventStream own = new EventStream(keyCount, new int[count], new long[count], new double[count]);
        int at = 0;
        for (int i = 0; i < keys.length; i++) {
            if (partOf(keys[i], parts) == part) {
                own.keys[at] = keys[i];
                own.millis[at] = millis[i];
                own.values[at++] = values[i];
            }
        }
        return own;
    }

    static int partOf(int key, int parts) {
        return (int) ((Integer.toUnsignedLong(key * 0x9E37_79B9) * parts) >>> 32);
    }

    int events() {
        return keys.length;
    }

    /** The one-minute bucket of event {@code i}. */
    long bucket(int i) {
        return Math.floorDiv(millis[i], MINUTE_MILLIS);
    }

    /** The oldest bucket that is kept when time has come to {@code newestMillis}: 90 days of whole buckets and the one being filled. */
    static long firstKeptBucket(long newestMillis) {
        return Math.floorDiv(newestMillis, MINUTE_MILLIS) - RETAINED_DAYS * DAY_MILLIS / MINUTE_MILLIS;
    }

    /** The oldest bucket that is kept in the end. */
    long firstKeptBucket() {
        long newest = Long.MIN_VALUE;
        for (long time : millis) {
            newest = Math.max(newest, time);
        }
        return firstKeptBucket(newest);
    }

    /** Prints what the stream is like. */
    void print(PrintStream out, NaiveBuckets twin) {
        int[] bucketsPerKey = twin.bucketsPerKey(keyCount);
        long cells = Arrays.stream(bucketsPerKey).asLongStream().sum();
        long few = Arrays.stream(bucketsPerKey).filter(buckets -> buckets <= 64).count();
        long halfFull = RETAINED_DAYS * DAY_MILLIS / MINUTE_MILLIS / 2;
        long dense = Arrays.stream(bucketsPerKey)
                .filter(buckets -> buckets >= halfFull)
                .count();
        int[] sorted = bucketsPerKey.clone();
        Arrays.sort(sorted);
        long cellsOfDense = Arrays.stream(sorted)
                .skip(Math.max(0, sorted.length - 7))
                .asLongStream()
                .sum();
        out.printf(
                Locale.ROOT,
                "  stream: %,d events of %,d keys (Zipf, exponent %s, seed %d) over %d days, %d kept, 1 in %d late by up to 1 h%n",
                events(),
                keyCount,
                ZIPF_EXPONENT,
                SEED,
                DAYS,
                RETAINED_DAYS,
                LATE_ONE_IN);
        out.printf(
                Locale.ROOT,
                "  kept in the end: %,d buckets that are not empty, %.3f events each; %.1f %% of the keys have at most 64; %d keys fill"
                        + " half of their minutes; the fullest has %,d, the fullest seven %.1f %% of all%n",
                cells,
                (double) twin.events() / cells,
                100.0 * few / keyCount,
                dense,
                sorted[sorted.length - 1],
                100.0 * cellsOfDense / cells);
        out.flush();
    }

    private static int[] shuffled(int length, SplittableRandom random) {
        int[] numbers = new int[length];
        for (int i = 0; i < length; i++) {
            int at = random.nextInt(i + 1);
            numbers[i] = numbers[at];
            numbers[at] = i;
        }
        return numbers;
    }
}
