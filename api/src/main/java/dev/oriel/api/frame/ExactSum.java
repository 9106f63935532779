package dev.oriel.api.frame;

import java.math.BigInteger;

/** The exact sum of finite floats, whatever their order; rounded once, when asked for. */
final class ExactSum {
    /*
     * As long as the sum fits two doubles, which it does for amounts of money and the like, it is kept as two: TwoSum [1] gives
     * what an addition rounds off, and what is rounded off of those is a third number that must be 0. When it is not, the sum
     * moves into an accumulator of chunks of 32 bits in signed longs, chunk i counting units of 2^(32 i) times the smallest
     * double; a number touches two of them and adds less than 2^53 to either, so that carries may wait [2]. Both forms are
     * exact, so which one is in use never shows. The kernel has a sum that can also be taken apart and stored; this package
     * may not depend on it, and needs neither.
     *
     * [1] D. E. Knuth, "The Art of Computer Programming", volume 2, section 4.2.2, theorem B.
     * [2] R. M. Neal, "Fast exact summation using small and large superaccumulators", 2015, arXiv:1505.05571, section 2.
     */
    private static final int CHUNK_BITS = 32;
    private static final long CHUNK_MASK = 0xFFFF_FFFFL;
    /** Two for the largest double, and room for 2^31 of them. */
    private static final int CHUNKS = (2046 + 53) / CHUNK_BITS + 2;
    /** Keeps every chunk below 2^62 in size. */
    private static final int ADDS_BETWEEN_CARRIES_MAX = 256;

    private static final int MANTISSA_BITS = 52;
    private static final long HIDDEN_BIT = 1L << MANTISSA_BITS;
    private static final int EXPONENT_MASK = 0x7FF;
    private static final int SMALLEST_EXPONENT = -1074;
    /** A double holds 53 bits; what is cut off below these only decides ties. */
    private static final int ROUNDED_BITS = 64;

    private double high;
    private double low;
    private long[] chunks = {};
    private int addsSinceCarry;

    void add(double value) {
        if (chunks.length > 0 || !addToPair(value)) {
            addToChunks(value);
        }
    }

    /** Adds the values of some rows. This loop decides what a sum costs. */
    void addAll(double[] values, Selection selection) {
        int[] rows = selection.rows();
        int count = selection.count();
        int next = 0;
        if (chunks.length == 0) {
            double sum = high;
            double rest = low;
            while (next < count) {
                double value = values[rows[next]];
                double newSum = sum + value;
                double part = newSum - sum;
                double error = (sum - (newSum - part)) + (value - part);
                double newRest = rest + error;
                double restPart = newRest - rest;
                double lost = (rest - (newRest - restPart)) + (error - restPart);
                // An overflow makes the errors NaN, which is not 0 either.
                if (lost != 0) {
                    break;
                }
                sum = newSum;
                rest = newRest;
                next++;
            }
            high = sum;
            low = rest;
        }
        for (; next < count; next++) {
            addToChunks(values[rows[next]]);
        }
    }

    /** The double nearest to the sum, half to even; infinite only when the exact sum rounds beyond the largest double. */
    double round() {
        return chunks.length == 0 ? high + low : round(units(), 0);
    }

    /** The rounded sum divided by {@code count > 0}; finite, though the sum may not be. */
    double divideBy(long count) {
        double sum = round();
        if (Double.isFinite(sum)) {
            return sum / count + 0.0;
        }
        // A division by 2^64 rounds as the sum would: 53 bits are left, far above the smallest double.
        return Math.scalb(round(units(), -Long.SIZE) / count, Long.SIZE);
    }

    /** Adds unless the sum would need a third double. */
    private boolean addToPair(double value) {
        double newSum = high + value;
        double part = newSum - high;
        double error = (high - (newSum - part)) + (value - part);
        double newRest = low + error;
        double restPart = newRest - low;
        double lost = (low - (newRest - restPart)) + (error - restPart);
        if (lost != 0) {
            return false;
        }
        high = newSum;
        low = newRest;
        return true;
    }

    private void addToChunks(double value) {
        if (chunks.length == 0) {
            chunks = new long[CHUNKS];
            place(high);
            place(low);
        }
        if (addsSinceCarry >= ADDS_BETWEEN_CARRIES_MAX) {
            carry();
        }
        place(value);
    }

    private void place(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> MANTISSA_BITS) & EXPONENT_MASK;
        long mantissa = (bits & (HIDDEN_BIT - 1)) | (exponent == 0 ? 0 : HIDDEN_BIT);
        int position = Math.max(exponent, 1) - 1;
        int chunk = position / CHUNK_BITS;
        int shift = position % CHUNK_BITS;
        long lower = (mantissa << shift) & CHUNK_MASK;
        long upper = mantissa >>> (CHUNK_BITS - shift);
        chunks[chunk] += bits < 0 ? -lower : lower;
        chunks[chunk + 1] += bits < 0 ? -upper : upper;
        addsSinceCarry++;
    }

    /** Brings every chunk but the last, which keeps the sign, into 0 to 2^32 - 1. */
    private void carry() {
        for (int i = 0; i < chunks.length - 1; i++) {
            chunks[i + 1] += chunks[i] >> CHUNK_BITS;
            chunks[i] &= CHUNK_MASK;
        }
        addsSinceCarry = 0;
    }

    /** The sum in units of the smallest double. */
    private BigInteger units() {
        if (chunks.length == 0) {
            var spilled = new ExactSum();
            spilled.chunks = new long[CHUNKS];
            spilled.place(high);
            spilled.place(low);
            return spilled.units();
        }
        BigInteger units = BigInteger.ZERO;
        for (int i = chunks.length - 1; i >= 0; i--) {
            units = units.shiftLeft(CHUNK_BITS).add(BigInteger.valueOf(chunks[i]));
        }
        return units;
    }

    /** {@code units} of the smallest double times 2^{@code power}, rounded once. */
    private static double round(BigInteger units, int power) {
        BigInteger size = units.abs();
        int cut = Math.max(0, size.bitLength() - ROUNDED_BITS);
        BigInteger kept = size.shiftRight(cut);
        boolean exact = cut == 0 || size.getLowestSetBit() >= cut;
        double rounded = (exact ? kept : kept.setBit(0)).doubleValue();
        // At most 53 bits, none below the unit: scaling them is exact, or overflows.
        return Math.scalb(rounded, cut + SMALLEST_EXPONENT + power) * units.signum();
    }
}
