package dev.oriel.kernel;

import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.math.BigInteger;

/**
 * A sum of longs in 128 bits: no number of longs that fits a long can overflow it, so the order of adding cannot matter.
 */
final class WideSum {
    private static final int BYTES_MAX = 2 * Long.BYTES;

    private long high;
    private long low;

    void add(long value) {
        add(value >> 63, value);
    }

    void addAll(WideSum other) {
        add(other.high, other.low);
    }

    void subtractAll(WideSum other) {
        long difference = low - other.low;
        high -= other.high + (Long.compareUnsigned(low, other.low) < 0 ? 1 : 0);
        low = difference;
    }

    boolean isZero() {
        return (high | low) == 0;
    }

    boolean fitsLong() {
        return high == low >> 63;
    }

    /** The sum, which must fit. */
    long toLong() {
        assert fitsLong() : "the sum needs more than 64 bits";
        return low;
    }

    /** The sum, rounded half even to a double, divided by {@code count > 0}. */
    double divideBy(long count) {
        return toDouble() / count;
    }

    WideSum copy() {
        WideSum copy = new WideSum();
        copy.high = high;
        copy.low = low;
        return copy;
    }

    /** Writes the fewest bytes whose sign extension is the sum, after their number. */
    void write(StateWriter target) {
        int length = BYTES_MAX;
        while (length > 0 && isSignExtension(length - 1)) {
            length--;
        }
        target.writeByte(length);
        for (int index = length - 1; index >= 0; index--) {
            target.writeByte(byteAt(index));
        }
    }

    static WideSum read(StateReader source) {
        int length = source.readByte();
        if (length > BYTES_MAX) {
            throw source.corrupt("found an integer of '" + length + "' bytes", "expected at most sixteen");
        }
        WideSum sum = new WideSum();
        for (int i = 0; i < length; i++) {
            int next = source.readByte();
            if (i == 0 && next >= 0x80) {
                sum.high = -1;
                sum.low = -1;
            }
            sum.high = sum.high << 8 | sum.low >>> 56;
            sum.low = sum.low << 8 | next;
        }
        return sum;
    }

    private void add(long otherHigh, long otherLow) {
        low += otherLow;
        high += otherHigh + (Long.compareUnsigned(low, otherLow) < 0 ? 1 : 0);
    }

    private double toDouble() {
        if (fitsLong()) {
            return (double) low;
        }
        BigInteger unsignedLow = new BigInteger(Long.toUnsignedString(low));
        return BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(unsignedLow).doubleValue();
    }

    /** Whether the byte at {@code index} and all above say no more than the sign of the byte below. */
    private boolean isSignExtension(int index) {
        boolean negativeBelow = index > 0 && (byteAt(index - 1) & 0x80) != 0;
        return byteAt(index) == (negativeBelow ? 0xFF : 0);
    }

    /** The byte at {@code index}, 0 being the lowest. */
    private int byteAt(int index) {
        long half = index < Long.BYTES ? low : high;
        return (int) (half >>> (8 * (index & 7))) & 0xFF;
    }
}
