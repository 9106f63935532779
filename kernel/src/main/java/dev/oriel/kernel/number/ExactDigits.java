package dev.oriel.kernel.number;

import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.util.Arrays;

/**
 * An exact number as sign and digits to the base 2^32, in units of 2^-1074: the one form of its value.
 *
 * @param negative whether the number is below 0
 * @param base the place of the first digit
 * @param digits lowest first, each 0 to 2^32 - 1, neither end 0; empty for 0
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, never handed out.
record ExactDigits(boolean negative, int base, long[] digits) {
    private static final int DIGIT_BITS = 32;
    private static final long DIGIT_MASK = 0xFFFF_FFFFL;
    private static final int MANTISSA_BITS = 52;
    /** The lowest bit of the largest double's mantissa stands this many places above 2^-1074. */
    private static final int LOWEST_BIT_MAX = 2045;

    /**
     * The digits of a number given in signed chunks, which are used up.
     *
     * @param chunks the two highest must be 0: room for carries and the sign
     */
    static ExactDigits ofSigned(long[] chunks, int base) {
        carry(chunks);
        boolean negative = chunks[chunks.length - 1] < 0;
        if (negative) {
            for (int i = 0; i < chunks.length; i++) {
                chunks[i] = -chunks[i];
            }
            carry(chunks);
        }
        int from = 0;
        int to = chunks.length;
        while (to > 0 && chunks[to - 1] == 0) {
            to--;
        }
        while (from < to && chunks[from] == 0) {
            from++;
        }
        return new ExactDigits(negative, base + from, Arrays.copyOfRange(chunks, from, to));
    }

    /** Brings every chunk but the last into 0 to 2^32 - 1 without changing the number. */
    static void carry(long[] chunks) {
        for (int i = 0; i < chunks.length - 1; i++) {
            chunks[i + 1] += chunks[i] >> DIGIT_BITS;
            chunks[i] &= DIGIT_MASK;
        }
    }

    static ExactDigits read(StateReader source, boolean negative, int digitsMax) {
        long base = source.readUnsigned();
        long count = source.readUnsigned();
        if (base < 0 || count < 1 || base >= digitsMax || count > digitsMax - base) {
            throw source.corrupt(
                    "found '" + count + "' digits of a floating sum from place '" + base + "'",
                    "expected 1 to " + digitsMax + " in all");
        }
        long[] digits = new long[(int) count];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = source.readInt() & DIGIT_MASK;
        }
        if (digits[0] == 0 || digits[digits.length - 1] == 0) {
            throw source.corrupt("found a floating sum that starts or ends with the digit '0'", "expected none");
        }
        return new ExactDigits(negative, (int) base, digits);
    }

    /** Writes everything but the sign. */
    void write(StateWriter target) {
        target.writeUnsigned(base);
        target.writeUnsigned(digits.length);
        for (long digit : digits) {
            target.writeInt((int) digit);
        }
    }

    /** The digits as signed chunks. */
    long[] toChunks() {
        long[] chunks = digits.clone();
        for (int i = 0; negative && i < chunks.length; i++) {
            chunks[i] = -chunks[i];
        }
        return chunks;
    }

    boolean isZero() {
        return digits.length == 0;
    }

    /** Whether the number is a double as it stands. */
    boolean isDouble() {
        if (isZero()) {
            return true;
        }
        int lowest = base * DIGIT_BITS + Long.numberOfTrailingZeros(digits[0]);
        int highest = highestBit();
        return highest - lowest <= MANTISSA_BITS && highest - MANTISSA_BITS <= LOWEST_BIT_MAX;
    }

    /**
     * The double nearest to the number times 2^32 to the power {@code places}, half to even; infinite beyond the largest, +0.0 for 0.
     */
    double round(int places) {
        if (isZero()) {
            return 0.0;
        }
        ExactDigits moved = new ExactDigits(negative, base + places, digits);
        double magnitude = moved.roundMagnitude();
        return negative ? -magnitude : magnitude;
    }

    private double roundMagnitude() {
        int lowestKept = Math.max(0, highestBit() - MANTISSA_BITS);
        if (lowestKept > LOWEST_BIT_MAX) {
            return Double.POSITIVE_INFINITY;
        }
        long mantissa = bitsFrom(lowestKept);
        if (lowestKept > 0 && isBitSet(lowestKept - 1) && ((mantissa & 1) == 1 || anyBitBelow(lowestKept - 1))) {
            mantissa++;
        }
        // The hidden bit of the mantissa adds 1 to the exponent, and so does a mantissa rounded up to 2^53: the
        // neighbour is the
        // next bit pattern, up to infinity. Below the hidden bit the exponent stays 0, as a subnormal number needs it.
        return Double.longBitsToDouble(((long) lowestKept << MANTISSA_BITS) + mantissa);
    }

    private int highestBit() {
        int last = digits.length - 1;
        return (base + last) * DIGIT_BITS + Long.SIZE - 1 - Long.numberOfLeadingZeros(digits[last]);
    }

    /** The bits from {@code position} up, of which there are at most 53. */
    private long bitsFrom(int position) {
        int place = position / DIGIT_BITS;
        int shift = position % DIGIT_BITS;
        long bits = digitAt(place) >>> shift | digitAt(place + 1) << (DIGIT_BITS - shift);
        return shift == 0 ? bits : bits | digitAt(place + 2) << (2 * DIGIT_BITS - shift);
    }

    private boolean isBitSet(int position) {
        return (digitAt(position / DIGIT_BITS) >>> (position % DIGIT_BITS) & 1) == 1;
    }

    private boolean anyBitBelow(int position) {
        // The first digit is never 0, so only a position within it needs a look.
        int place = position / DIGIT_BITS;
        if (place != base) {
            return place > base;
        }
        return (digits[0] & ((1L << (position % DIGIT_BITS)) - 1)) != 0;
    }

    private long digitAt(int place) {
        int index = place - base;
        return index >= 0 && index < digits.length ? digits[index] : 0;
    }
}
