package dev.oriel.kernel.bytes;

import java.util.Arrays;

/** A cursor over bytes that a {@link StateWriter} wrote. Every read throws {@link CorruptStateException} rather than run past the end. */
public final class StateReader {
    private final byte[] bytes;
    private final int end;
    private int position;

    /** Reads all of {@code bytes}, which must not change meanwhile. */
    public StateReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private StateReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    /** The number of bytes left. */
    public int remaining() {
        return end - position;
    }

    /** A byte, 0 to 255. */
    public int readByte() {
        require(1);
        return bytes[position++] & 0xFF;
    }

    /** A byte that is 0 or 1. */
    public boolean readBoolean() {
        int value = readByte();
        if (value > 1) {
            throw corrupt("found '" + value + "'", "expected 0 or 1");
        }
        return value == 1;
    }

    /** What {@link StateWriter#writeUnsigned} wrote. */
    public long readUnsigned() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw corrupt("found a number of more than ten bytes", "expected at most ten");
    }

    /** What {@link StateWriter#writeSigned} wrote. */
    public long readSigned() {
        long value = readUnsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    /** What {@link StateWriter#writeDouble} wrote. */
    public double readDouble() {
        int length = readByte();
        if (length > Long.BYTES) {
            throw corrupt("found a floating number of '" + length + "' bytes", "expected at most eight");
        }
        require(length);
        long bits = 0;
        for (int i = 0; i < length; i++) {
            bits |= (bytes[position++] & 0xFFL) << (56 - 8 * i);
        }
        return Double.longBitsToDouble(bits);
    }

    /** What {@link StateWriter#writeDouble} wrote, when that was finite. */
    public double readFiniteDouble() {
        double value = readDouble();
        if (!Double.isFinite(value)) {
            throw corrupt("found '" + value + "'", "expected a finite number");
        }
        return value;
    }

    /** What {@link StateWriter#writeInt} wrote. */
    public int readInt() {
        require(Integer.BYTES);
        int value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            value = value << 8 | (bytes[position++] & 0xFF);
        }
        return value;
    }

    /** A cursor over the next {@code length} bytes, which this one skips. */
    public StateReader slice(long length) {
        if (length < 0 || length > remaining()) {
            throw corrupt("found a length of '" + length + "'", "only " + remaining() + " bytes are left");
        }
        StateReader slice = new StateReader(bytes, position, position + (int) length);
        position += (int) length;
        return slice;
    }

    /** Orders the bytes left, taken as unsigned, against {@code other}. */
    public int compareRemainingTo(byte[] other) {
        return Arrays.compareUnsigned(bytes, position, end, other, 0, other.length);
    }

    /** All bytes left. */
    public byte[] readRemaining() {
        byte[] rest = Arrays.copyOfRange(bytes, position, end);
        position = end;
        return rest;
    }

    /** Throws unless all bytes have been read. */
    public void requireEnd() {
        if (position != end) {
            throw corrupt(remaining() + " bytes are left over", "expected the state to end here");
        }
    }

    /** What to throw about the bytes just read. */
    public CorruptStateException corrupt(String found, String expected) {
        return new CorruptStateException("state bytes before offset '" + position + "'", found, expected);
    }

    private void require(int count) {
        if (end - position < count) {
            throw corrupt("the bytes end too early", "expected " + count + " more, " + remaining() + " are left");
        }
    }
}
