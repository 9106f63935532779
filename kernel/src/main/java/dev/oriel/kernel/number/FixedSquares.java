package dev.oriel.kernel.number;

import java.math.BigInteger;

/**
 * The exact sum of the squares of ordinary doubles, in place: an integer of 256 bits in units of 2^-164, four longs of an array. What does
 * not fit belongs in a {@link BigInteger} beside it.
 *
 * <p>Fits: every double below 2^26 in size whose lowest bit is worth at least 2^-82. There is room for 2^39 of the largest.
 */
public final class FixedSquares {
    /** The longs that a sum takes. */
    public static final int WORDS = 4;

    /** A unit is 2 to the power of minus this. */
    public static final int UNIT_BITS = 2 * FixedSum.UNIT_BITS;

    /** A unit of the integers of {@link #ofAny} is 2 to the power of minus this: the square of the smallest double. */
    public static final int ANY_UNIT_BITS = 2 * 1074;

    /** A sum of no more bits, and so any single square that fits, leaves room for adding 2^31 of that size. */
    public static final int BITS_READ_MAX = WORDS * Long.SIZE - 1 - Integer.SIZE;

    private static final int MANTISSA_BITS = 52;
    private static final long HIDDEN_BIT = 1L << MANTISSA_BITS;
    private static final int EXPONENT_MASK = 0x7FF;
    private static final int EXPONENT_OF_UNITS = 1075 - FixedSum.UNIT_BITS;
    private static final int SHIFT_MAX = (WORDS * Long.SIZE - 1 - 39 - 2 * (MANTISSA_BITS + 1)) / 2;

    private FixedSquares() {}

    /**
     * Adds the square of a finite number.
     *
     * @return false, without effect, if it does not fit
     */
    public static boolean add(long[] words, int at, double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> MANTISSA_BITS) & EXPONENT_MASK;
        long mantissa = (bits & (HIDDEN_BIT - 1)) | (exponent == 0 ? 0 : HIDDEN_BIT);
        int shift = Math.max(exponent, 1) - EXPONENT_OF_UNITS;
        if (shift < 0) {
            if (mantissa == 0) {
                return true;
            }
            if (Long.numberOfTrailingZeros(mantissa) < -shift) {
                return false;
            }
            mantissa >>>= -shift;
            shift = 0;
        } else if (shift > SHIFT_MAX) {
            return false;
        }
        long low = mantissa * mantissa;
        long high = Math.multiplyHigh(mantissa, mantissa);
        int inWord = (2 * shift) & 63;
        long first = low << inWord;
        long second = (high << inWord) | (low >>> 1 >>> (63 - inWord));
        long third = high >>> 1 >>> (63 - inWord);
        if (2 * shift < Long.SIZE) {
            add(words, at, first, second, third, 0);
        } else {
            add(words, at, 0, first, second, third);
        }
        return true;
    }

    /** The square of any finite number, in units of 2^-{@link #ANY_UNIT_BITS}. */
    public static BigInteger ofAny(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> MANTISSA_BITS) & EXPONENT_MASK;
        long mantissa = (bits & (HIDDEN_BIT - 1)) | (exponent == 0 ? 0 : HIDDEN_BIT);
        return BigInteger.valueOf(mantissa).pow(2).shiftLeft(2 * (Math.max(exponent, 1) - 1));
    }

    private static void add(long[] words, int at, long first, long second, long third, long fourth) {
        long overflowBefore = words[at + 2];
        Words.add3(words, at, first, second, third);
        // The third word is unsigned here: what it carries goes into the fourth.
        boolean carried = carriesOutOfThree(overflowBefore, words[at + 2], third);
        words[at + 3] += fourth + (carried ? 1 : 0);
    }

    private static boolean carriesOutOfThree(long before, long after, long added) {
        int compared = Long.compareUnsigned(after, before);
        // After adding a number and at most 1, the word is as before only if nothing was added, or 2^64 was.
        return compared < 0 || (compared == 0 && added != 0);
    }
}
