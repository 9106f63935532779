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
            long augend = into[at + i];
            long addend = from[fromAt + i];
            long sum = augend + addend + carry;
            carry = carry(augend, addend, sum);
            into[at + i] = sum;
        }
    }

    /** Adds integers of two words, {@code stride} words apart, to one. */
    public static void addRow2(long[] into, int at, long[] from, int fromAt, int stride, int count) {
        long low = into[at];
        long high = into[at + 1];
        for (int i = 0, place = fromAt; i < count; i++, place += stride) {
            long sum = low + from[place];
            high += from[place + 1] + carry(low, from[place], sum);
            low = sum;
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
            long sumLow = low + from[place];
            long carry = carry(low, from[place], sumLow);
            long sumMiddle = middle + from[place + 1] + carry;
            high += from[place + 2] + carry(middle, from[place + 1], sumMiddle);
            low = sumLow;
            middle = sumMiddle;
        }
        into[at] = low;
        into[at + 1] = middle;
        into[at + 2] = high;
    }

    /** Takes an integer of {@code count} words out of one of as many. */
    public static void subtract(long[] into, int at, long[] from, int fromAt, int count) {
        // The complement plus 1 is added.
        long carry = 1;
        for (int i = 0; i < count; i++) {
            long minuend = into[at + i];
            long complement = ~from[fromAt + i];
            long difference = minuend + complement + carry;
            carry = carry(minuend, complement, difference);
            into[at + i] = difference;
        }
    }

    /** Adds a long to an integer of two words. */
    public static void add2(long[] into, int at, long value) {
        long low = into[at];
        long sum = low + value;
        into[at + 1] += (value >> 63) + carry(low, value, sum);
        into[at] = sum;
    }

    /** Adds an integer given by its words to one of three words. */
    static void add3(long[] into, int at, long low, long middle, long high) {
        long oldLow = into[at];
        long sumLow = oldLow + low;
        long oldMiddle = into[at + 1];
        long sumMiddle = oldMiddle + middle + carry(oldLow, low, sumLow);
        into[at + 2] += high + carry(oldMiddle, middle, sumMiddle);
        into[at + 1] = sumMiddle;
        into[at] = sumLow;
    }

    /** Adds the square of a long to an integer of three words. */
    public static void addSquare3(long[] into, int at, long value) {
        add3(into, at, value * value, Math.multiplyHigh(value, value), 0);
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

    /**
     * What is carried out of the highest bit when two words, and a carried 1 or 0, make {@code sum}. Without a comparison, since a
     * processor cannot guess the carries of sums.
     */
    private static long carry(long augend, long addend, long sum) {
        return ((augend & addend) | ((augend | addend) & ~sum)) >>> (Long.SIZE - 1);
    }
}
