package dev.oriel.api.frame;

import java.math.BigInteger;

/** Exact sums of integers in 128 bits, one per group: whether one fits a {@code long} does not depend on the order of rows. */
final class LongSum {
    private final long[] low;
    /** How often a sum went beyond the largest {@code long}, less how often below the smallest. */
    private final long[] wraps;

    LongSum(int groups) {
        this.low = new long[groups];
        this.wraps = new long[groups];
    }

    void add(int group, long value) {
        long sum = low[group];
        long newSum = sum + value;
        // Both have the sign that the result lacks: it wrapped, in the direction of that sign.
        if (((sum ^ newSum) & (value ^ newSum)) < 0) {
            wraps[group] += value < 0 ? -1 : 1;
        }
        low[group] = newSum;
    }

    /** Adds the values of some rows to one group. */
    void addAll(int group, long[] values, Selection selection) {
        int[] rows = selection.rows();
        int count = selection.count();
        long sum = low[group];
        long wrapped = wraps[group];
        for (int i = 0; i < count; i++) {
            long value = values[rows[i]];
            long newSum = sum + value;
            if (((sum ^ newSum) & (value ^ newSum)) < 0) {
                wrapped += value < 0 ? -1 : 1;
            }
            sum = newSum;
        }
        low[group] = sum;
        wraps[group] = wrapped;
    }

    boolean fits(int group) {
        return wraps[group] == 0;
    }

    /** The sum, if it {@link #fits}. */
    long low(int group) {
        return low[group];
    }

    /** The sum, whatever its size. */
    BigInteger exact(int group) {
        return BigInteger.valueOf(wraps[group]).shiftLeft(Long.SIZE).add(BigInteger.valueOf(low[group]));
    }

    /** The sum, rounded to a float, divided by {@code count > 0}. */
    double divideBy(int group, long count) {
        return (fits(group) ? (double) low[group] : exact(group).doubleValue()) / count;
    }
}
