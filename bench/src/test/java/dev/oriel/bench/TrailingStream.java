package dev.oriel.bench;

import java.math.BigDecimal;
import java.util.SplittableRandom;

/**
 * The stream of P4: events 1 to 19 ms apart, of which a share is older than the newest by anything up to a part of the window, seen by
 * a window that holds about {@code liveEvents} of them. Most milliseconds with an event have one.
 */
final class TrailingStream {
    /** How much of the stream comes late, and how late. */
    enum Lateness {
        NONE("in order", 0, 0),
        LITTLE("1 % late by up to a tenth of the window", 0.01, 0.1),
        MUCH("20 % late by up to a tenth of the window", 0.2, 0.1),
        FAR("20 % late by up to the whole window", 0.2, 1);

        private final String words;
        private final double share;
        private final double reach;

        Lateness(String words, double share, double reach) {
            this.words = words;
            this.share = share;
            this.reach = reach;
        }

        String words() {
            return words;
        }
    }

    private static final long SEED = 20_260_104;
    private static final long START_MILLIS = 20_454 * EventStream.DAY_MILLIS;
    private static final int GAP_MILLIS = 10;
    private static final int CENTS_MAX = 100_000;

    final long windowMillis;
    /** The newest event time when event {@code i} arrives: the end of the window then. */
    final long[] nowMillis;

    final long[] millis;
    final double[] values;

    TrailingStream(int liveEvents, int slidEvents, Lateness lateness) {
        SplittableRandom random = new SplittableRandom(SEED);
        int events = liveEvents + slidEvents;
        // Only events in order move time.
        windowMillis = Math.max(1, (long) (liveEvents * GAP_MILLIS * (1 - lateness.share)));
        nowMillis = new long[events];
        millis = new long[events];
        values = new double[events];
        long reachMillis = Math.max(1, (long) (windowMillis * lateness.reach));
        long now = START_MILLIS;
        for (int i = 0; i < events; i++) {
            boolean late = random.nextDouble() < lateness.share;
            now += late ? 0 : random.nextInt(1, 2 * GAP_MILLIS);
            nowMillis[i] = now;
            millis[i] = late ? now - random.nextLong(reachMillis) : now;
            values[i] = random.nextInt(1, CENTS_MAX) / 100.0;
        }
    }

    int events() {
        return millis.length;
    }

    /**
     * The naive twin: of the events that arrived up to {@code last}, those with a time in {@code (fromMillis, toMillis]}.
     *
     * @param exact whether to sum exactly, which takes longer, or as doubles
     */
    Totals between(int last, long fromMillis, long toMillis, boolean exact) {
        Totals totals = new Totals();
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i <= last; i++) {
            if (millis[i] > fromMillis && millis[i] <= toMillis) {
                totals.add(values[i]);
                sum = exact ? sum.add(new BigDecimal(values[i])) : sum;
            }
        }
        totals.sum = exact ? sum.doubleValue() : totals.sum;
        return totals;
    }
}
