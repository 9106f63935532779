package dev.oriel.engine.state;

import java.nio.ByteBuffer;

/**
 * A message that is kept for its windows.
 *
 * @param recordMillis when the source received it, as {@link dev.oriel.engine.port.SourceRecord#timeMillis}
 * @param value its bytes
 */
public record HeldMessage(long recordMillis, byte[] value) {
    private static final byte FORMAT_VERSION = 1;
    private static final int HEAD_BYTES = 1 + Long.BYTES;

    /** The stored form. */
    public byte[] bytes() {
        return ByteBuffer.allocate(HEAD_BYTES + value.length)
                .put(FORMAT_VERSION)
                .putLong(recordMillis)
                .put(value)
                .array();
    }

    /**
     * Reads the stored form.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static HeldMessage read(byte[] stored) {
        if (stored.length < HEAD_BYTES || stored[0] != FORMAT_VERSION) {
            throw new IllegalArgumentException("no kept message of format " + FORMAT_VERSION);
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored, 1, stored.length - 1);
        long recordMillis = bytes.getLong();
        byte[] value = new byte[bytes.remaining()];
        bytes.get(value);
        return new HeldMessage(recordMillis, value);
    }
}
