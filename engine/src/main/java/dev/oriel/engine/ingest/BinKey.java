package dev.oriel.engine.ingest;

import java.util.Arrays;

/**
 * One tumbling window of one key.
 *
 * @param stream index of the windowed resolver
 * @param key bytes of its keys; empty bytes for a resolver without keys
 */
record BinKey(int stream, long windowMillis, byte[] key, long endMillis) {
    long startMillis() {
        return endMillis - windowMillis;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BinKey that
                && stream == that.stream
                && windowMillis == that.windowMillis
                && endMillis == that.endMillis
                && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return ((stream * 31 + Long.hashCode(windowMillis)) * 31 + Long.hashCode(endMillis)) * 31
                + Arrays.hashCode(key);
    }
}
