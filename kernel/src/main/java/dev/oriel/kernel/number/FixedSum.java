package dev.oriel.kernel.number;

/**
 * The exact sum of ordinary doubles, in place: an integer of 192 bits in units of 2^-82, three longs of an array. What does not fit, because
 * it is too large or too finely divided, belongs in an {@link ExactSum} beside it.
 *
 * <p>Fits: every double below 2^70 in size whose lowest bit is worth at least 2^-82, such as any from about 1e-9 to 1e21. There is
 * room for 2^39 of the largest.
 */
public final class FixedSum {
    /** The longs that a sum takes. */
    public static final int WORDS = 3;

    /** A unit is 2 to the power of minus this: 1074 minus it is a multiple of an {@link ExactSum}'s 32 bits. */
    static final int UNIT_BITS = 82;

    private static final int MANTISSA_BITS = 52;
    private static final long HIDDEN_BIT = 1L << MANTISSA_BITS;
    private static final int EXPONENT_MASK = 0x7FF;
    /** The exponent field of a double whose mantissa counts units. */
    private static final int EXPONENT_OF_UNITS = 1075 - UNIT_BITS;
    /** Leaves 39 bits and the sign above the mantissa. */
    private static final int SHIFT_MAX = WORDS * Long.SIZE - 1 - 39 - (MANTISSA_BITS + 1);

    private FixedSum() {}

    /**
     * Adds a finite number.
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
        int inWord = shift & 63;
        long low = mantissa << inWord;
        long high = mantissa >>> 1 >>> (63 - inWord);
        long sign = bits >> 63;
        if (sign != 0) {
            high = ~high + (low == 0 ? 1 : 0);
            low = -low;
        }
        if (shift < Long.SIZE) {
            Words.add3(words, at, low, high, sign);
        } else {
            Words.add3(words, at, 0, low, high);
        }
        return true;
    }

    /** The double nearest to the sum, half to even; +0.0 for 0. Always finite. */
    public static double round(long[] words, int at) {
        long low = words[at];
        long middle = words[at + 1];
        long high = words[at + 2];
        boolean negative = high < 0;
        if (negative) {
            low = -low;
            middle = ~middle + (low == 0 ? 1 : 0);
            high = ~high + (low == 0 && middle == 0 ? 1 : 0);
        }
        double magnitude = round(low, middle, high);
        return negative ? -magnitude : magnitude;
    }

    private static double round(long low, long middle, long high) {
        // The highest two words that matter, and whether anything is below them.
        long top = high;
        long next = middle;
        long rest = low;
        int unit = 2 * Long.SIZE - UNIT_BITS;
        if (top == 0) {
            top = middle;
            next = low;
            rest = 0;
            unit -= Long.SIZE;
            if (top == 0) {
                top = low;
                next = 0;
                unit -= Long.SIZE;
            }
        }
        if (top == 0) {
            return 0.0;
        }
        int zeros = Long.numberOfLeadingZeros(top);
        long leading = zeros == 0 ? top : (top << zeros) | (next >>> (Long.SIZE - zeros));
        long below = (next << zeros) | rest;
        // 64 leading bits: 53 are kept, 11 decide the rounding together with whether anything is below them.
        long kept = leading >>> 11;
        long dropped = leading & 0x7FF;
        if (dropped > 0x400 || (dropped == 0x400 && (below != 0 || (kept & 1) == 1))) {
            kept++;
        }
        return Math.scalb((double) kept, unit - zeros + 11);
    }
}
