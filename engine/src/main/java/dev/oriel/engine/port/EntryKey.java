package dev.oriel.engine.port;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The place of one entry in a store: bytes, ordered as unsigned numbers, the shorter of two that begin alike first.
 *
 * @param bytes owned by this record, never changed
 */
public record EntryKey(byte[] bytes) implements Comparable<EntryKey> {
    /** The key that follows this one. */
    public EntryKey next() {
        return new EntryKey(Arrays.copyOf(bytes, bytes.length + 1));
    }

    @Override
    public int compareTo(EntryKey that) {
        return Arrays.compareUnsigned(bytes, that.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntryKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return KeyHash.of(0, bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
