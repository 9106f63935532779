package dev.oriel.bench;

import dev.oriel.kernel.number.ExactSum;
import org.jspecify.annotations.Nullable;

/**
 * The window of two stacks: constant time on average, for events in order only, and for the whole window only.
 *
 * <p>The older events stand in the front stack, each with the totals from itself to the end of that stack; the newer ones in the back
 * stack, with one running total of all. When the front is used up, the back is turned over. See K. Tangwongsan, M. Hirzel, S.
 * Schneider, "Low-latency sliding-window aggregation in worst-case constant time", DEBS 2017, section 3.
 *
 * <p>Sums are plain doubles, or the kernel's exact sums.
 */
final class TwoStacks implements SlidingWindow {
    private final long windowMillis;
    private final int mask;
    /* A ring of events from the oldest to the newest, by their numbers in the stream; the front stack is [head, middle). */
    private final long[] times;
    private final double[] values;
    private final double[] frontMins;
    private final double[] frontMaxs;
    private final double[] frontSums;
    private final ExactSum @Nullable [] frontExactSums;

    private long head;
    private long middle;
    private long tail;
    private double backSum;
    private double backMin = Double.POSITIVE_INFINITY;
    private double backMax = Double.NEGATIVE_INFINITY;
    private ExactSum backExactSum = new ExactSum();

    /** @param eventsMax the most events that are in the window at a time */
    TwoStacks(long windowMillis, int eventsMax, boolean exact) {
        int length = Integer.highestOneBit(Math.max(2, eventsMax) - 1) << 1;
        this.windowMillis = windowMillis;
        this.mask = length - 1;
        this.times = new long[length];
        this.values = new double[length];
        this.frontMins = new double[length];
        this.frontMaxs = new double[length];
        this.frontSums = new double[exact ? 0 : length];
        this.frontExactSums = exact ? new ExactSum[length] : null;
    }

    @Override
    public void insert(long eventMillis, double value) {
        if (tail - head > mask || (tail > head && eventMillis < times[(int) (tail - 1) & mask])) {
            throw new IllegalStateException("two stacks · cannot take the event · there is room for '" + (mask + 1)
                    + "', none older than the last · give it more room, or events in order");
        }
        times[(int) tail & mask] = eventMillis;
        values[(int) tail & mask] = value;
        tail++;
        backMin = Math.min(backMin, value);
        backMax = Math.max(backMax, value);
        if (frontExactSums == null) {
            backSum += value;
        } else {
            backExactSum.add(value);
        }
    }

    @Override
    public void evict(long nowMillis) {
        while (head < tail && times[(int) head & mask] <= nowMillis - windowMillis) {
            if (head == middle) {
                turnOver();
            }
            if (frontExactSums != null) {
                frontExactSums[(int) head & mask] = new ExactSum();
            }
            head++;
        }
    }

    @Override
    public void query(long nowMillis, Totals into) {
        boolean hasFront = head < middle;
        int at = (int) head & mask;
        into.count = tail - head;
        into.min = hasFront ? Math.min(frontMins[at], backMin) : backMin;
        into.max = hasFront ? Math.max(frontMaxs[at], backMax) : backMax;
        if (frontExactSums == null) {
            into.sum = hasFront ? frontSums[at] + backSum : backSum;
        } else {
            into.sum = hasFront ? exactSum(frontExactSums[at]) : backExactSum.round();
        }
    }

    @Override
    public boolean isExact() {
        return frontExactSums != null;
    }

    private double exactSum(ExactSum front) {
        ExactSum sum = front.copy();
        sum.addAll(backExactSum);
        return sum.round();
    }

    private void turnOver() {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        ExactSum exactSum = new ExactSum();
        for (long i = tail - 1; i >= head; i--) {
            int at = (int) i & mask;
            min = Math.min(min, values[at]);
            max = Math.max(max, values[at]);
            frontMins[at] = min;
            frontMaxs[at] = max;
            if (frontExactSums == null) {
                sum += values[at];
                frontSums[at] = sum;
            } else {
                exactSum.add(values[at]);
                frontExactSums[at] = exactSum.copy();
            }
        }
        middle = tail;
        backSum = 0;
        backMin = Double.POSITIVE_INFINITY;
        backMax = Double.NEGATIVE_INFINITY;
        backExactSum = new ExactSum();
    }
}
