package dev.oriel.kernel.number;

import java.math.BigInteger;

/** Integers in two's complement over several longs of an array, the lowest first: exact, in place, without allocation. */
public final class Words {
    private Words() {}

    /** Adds an integer of {@code count} words to one of as many. An overflow wraps: callers leave room. */
    public static void add(long[] into, int at, long[] from, int fromAt, int count) {
        if (count == 3) {
            add3(into, at, from[fromAt], from[fromAt + 1], from[fromAt + 2]);
            return;
        }
        long carry = 0;
        for (int i = 0; i < count; i++) {
            long addend = from[fromAt + i];
            long sum = into[at + i] + addend;
            long carried = sum + carry;
            carry = carryOf(sum, addend) | carryOf(carried, carry);
            into[at + i] = carried;
        }
    }

    /** Adds integers of two words, {@code stride} words apart, to one. */
    public static void addRow2(long[] into, int at, long[] from, int fromAt, int stride, int count) {
        long low = into[at];
        long high = into[at + 1];
        for (int i = 0, place = fromAt; i < count; i++, place += stride) {
            long addend = from[place];
            low += addend;
            high += from[place + 1] + carryOf(low, addend);
        }
        into[at] = low;
        into[at + 1] = high;
    }

    /** Adds integers of three words, {@code stride} words apart, to one. */
    public static void addRow3(long[] into, int at, long[] from, int fromAt, int stride, int count) {
        long low = into[at];
        long middle = into[at + 1];
        long high = into[at + 2];
        for (int i = 0, place = fromAt; i < count; i++, place += stride) {
            long addendLow = from[place];
            long addendMiddle = from[place + 1];
            low += addendLow;
            long carry = carryOf(low, addendLow);
            long sum = middle + addendMiddle;
            middle = sum + carry;
            high += from[place + 2] + (carryOf(sum, addendMiddle) | carryOf(middle, carry));
        }
        into[at] = low;
        into[at + 1] = middle;
        into[at + 2] = high;
    }

    /** Takes an integer of {@code count} words out of one of as many. */
    public static void subtract(long[] into, int at, long[] from, int fromAt, int count) {
        long borrow = 0;
        for (int i = 0; i < count; i++) {
            long minuend = into[at + i];
            long difference = minuend - from[fromAt + i];
            long borrowed = difference - borrow;
            borrow = carryOf(minuend, from[fromAt + i]) | carryOf(difference, borrow);
            into[at + i] = borrowed;
        }
    }

    /** Adds a long to an integer of two words. */
    public static void add2(long[] into, int at, long value) {
        long low = into[at] + value;
        into[at + 1] += (value >> 63) + carryOf(low, value);
        into[at] = low;
    }

    /** Adds an integer given by its words to one of three words. */
    static void add3(long[] into, int at, long low, long middle, long high) {
        long sumLow = into[at] + low;
        long carry = carryOf(sumLow, low);
        long sumMiddle = into[at + 1] + middle;
        long carried = sumMiddle + carry;
        into[at + 2] += high + (carryOf(sumMiddle, middle) | carryOf(carried, carry));
        into[at + 1] = carried;
        into[at] = sumLow;
    }

    /** Adds the square of a long to an integer of three words. */
    public static void addSquare3(long[] into, int at, long value) {
        add3(into, at, value * value, Math.multiplyHigh(value, value), 0);
    }

    /** Takes the square of a long out of an integer of three words. */
    public static void subtractSquare3(long[] into, int at, long value) {
        long low = value * value;
        long high = Math.multiplyHigh(value, value);
        // -x is the complement plus 1, over all three words.
        add3(into, at, -low, ~high + (low == 0 ? 1 : 0), (low | high) == 0 ? 0 : -1);
    }

    /** Whether an integer of that many words is 0. */
    public static boolean isZero(long[] words, int at, int count) {
        long any = 0;
        for (int i = 0; i < count; i++) {
            any |= words[at + i];
        }
        return any == 0;
    }

    /** The same integer. */
    public static BigInteger toBigInteger(long[] words, int at, int count) {
        byte[] bytes = new byte[count * Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            int place = bytes.length - 1 - i;
            bytes[i] = (byte) (words[at + place / Long.BYTES] >>> (place % Long.BYTES * Byte.SIZE));
        }
        return new BigInteger(bytes);
    }

    /**
     * Puts an integer into words.
     *
     * @return false, without effect, if it needs more of them
     */
    public static boolean set(long[] words, int at, int count, BigInteger value) {
        if (value.bitLength() >= count * Long.SIZE) {
            return false;
        }
        BigInteger rest = value;
        for (int i = 0; i < count; i++) {
            words[at + i] = rest.longValue();
            rest = rest.shiftRight(Long.SIZE);
        }
        return true;
    }

    /** 1 if {@code sum}, the wrapped sum of {@code part} and something else, has wrapped; also whether one word is below another. */
    private static long carryOf(long sum, long part) {
        return Long.compareUnsigned(sum, part) < 0 ? 1 : 0;
    }
}
