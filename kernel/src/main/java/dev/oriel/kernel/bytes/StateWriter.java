package dev.oriel.kernel.bytes;

import java.util.Arrays;

/** A growing array of bytes that states are written to. One thread at a time. */
public final class StateWriter {
    private byte[] bytes = new byte[64];
    private int size;

    /** The number of bytes written since the start or the last {@link #clear()}. */
    public int size() {
        return size;
    }

    /** A copy of the bytes written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Forgets what was written, keeping the room. */
    public void clear() {
        size = 0;
    }

    /** Writes the low eight bits of {@code value}. */
    public void writeByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    /** Writes a number taken as unsigned, in 1 to 10 bytes, fewer for smaller numbers (LEB128). */
    public void writeUnsigned(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Writes a signed number in 1 to 10 bytes, fewer for numbers nearer to 0 (zigzag). */
    public void writeSigned(long value) {
        writeUnsigned((value << 1) ^ (value >> 63));
    }

    /** Writes a number in 1 to 9 bytes, fewer for numbers with few significant bits such as small integers and halves. */
    public void writeDouble(double value) {
        long bits = Double.doubleToLongBits(value);
        int length = bits == 0 ? 0 : Long.BYTES - Long.numberOfTrailingZeros(bits) / Byte.SIZE;
        reserve(1 + length);
        bytes[size++] = (byte) length;
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) (bits >>> (56 - 8 * i));
        }
    }

    /** Writes four bytes, the highest first. */
    public void writeInt(int value) {
        reserve(Integer.BYTES);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    /** Writes the bytes as they are. */
    public void writeBytes(byte[] source) {
        reserve(source.length);
        System.arraycopy(source, 0, bytes, size, source.length);
        size += source.length;
    }

    /** Writes what another writer holds. */
    public void writeAll(StateWriter source) {
        reserve(source.size);
        System.arraycopy(source.bytes, 0, bytes, size, source.size);
        size += source.size;
    }

    private void reserve(int count) {
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + count));
        }
    }
}
