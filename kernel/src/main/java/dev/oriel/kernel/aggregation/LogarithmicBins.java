package dev.oriel.kernel.aggregation;

import com.datadoghq.sketch.ddsketch.mapping.BitwiseLinearlyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;

/**
 * The numbers of double precision in bins as wide as they are far from 0: {@value #BINS_PER_SIGN} bins of each sign, 64 from each power of
 * two to the next, and bin 0 for zero. Bins are numbered in the order of their numbers.
 *
 * <p>The only file that knows the sketches-java library.
 */
final class LogarithmicBins {
    /*
     * The mapping of numbers to bins is DDSketch's [1], in the one of the library's variants that reads the bin off the bits of the
     * number. Its others need a logarithm, or multiply by a constant made with one, and the last bit of Math.log, exp and pow may differ
     * between processors: a number at the edge of a bin would go to one bin here and to another there. The price is 44 % more bins than the
     * best variant has, for the same bound.
     *
     * The number that stands for a bin is its middle and not the library's choice, which comes from Math.exp too. From a bin's edge to its
     * middle it is at most 1/128 of the edge.
     *
     * Numbers nearer to 0 than the smallest normal one have fewer significant bits than a bin needs, and count as 0.
     *
     * [1] Masson, Rim, Lee, DDSketch: A Fast and Fully-Mergeable Quantile Sketch with Relative-Error Guarantees, VLDB 2019.
     */

    /** How far the middle of a bin is from any number in it, relative to that number: at most this. */
    static final double RELATIVE_ERROR = 0x1p-7;

    /** The number of bins of positive numbers, and of negative ones: 64 for each of 2,046 powers of two. */
    static final int BINS_PER_SIGN = 130_944;

    private static final int BINARY_DIGITS = 6;
    private static final IndexMapping MAPPING = new BitwiseLinearlyInterpolatedMapping(BINARY_DIGITS);
    private static final int INDEX_BEFORE_FIRST = Double.MIN_EXPONENT * (1 << BINARY_DIGITS) - 1;

    private LogarithmicBins() {}

    /** The bin of a finite number, {@code -BINS_PER_SIGN} to {@code BINS_PER_SIGN}; 0 if it is nearer to 0 than {@link Double#MIN_NORMAL}. */
    static int binOf(double value) {
        double magnitude = Math.abs(value);
        if (magnitude < Double.MIN_NORMAL) {
            return 0;
        }
        int bin = MAPPING.index(magnitude) - INDEX_BEFORE_FIRST;
        return value < 0 ? -bin : bin;
    }

    /** The number in the middle of a bin; of bin 0 it is 0. */
    static double middleOf(int bin) {
        if (bin == 0) {
            return 0;
        }
        double lower = MAPPING.lowerBound(Math.abs(bin) + INDEX_BEFORE_FIRST);
        // Both are exact: a power of two, and a sum of eight significant bits.
        double middle = lower + Math.scalb(1.0, Math.getExponent(lower) - BINARY_DIGITS - 1);
        return bin < 0 ? -middle : middle;
    }
}
