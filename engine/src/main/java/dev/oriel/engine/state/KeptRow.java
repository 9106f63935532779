package dev.oriel.engine.state;

import dev.oriel.engine.port.EntryKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A row that is kept by itself for those it belongs to.
 *
 * @param eventMillis when it happened
 * @param primaryKey bytes from {@link KeyCodec}; none where the row has no primary key
 * @param shape number of its columns' names
 * @param values of its columns, in the engine's form
 */
public record KeptRow(
        long eventMillis,
        byte[] primaryKey,
        int shape,
        @Nullable Object[] values) {
    private static final byte FORMAT_VERSION = 1;
    private static final int VALUES_MAX = 1 << 16;

    /** What of a row is stored under its key: the key has its time and its primary key. */
    public static byte[] bytes(int shape, @Nullable Object[] values) {
        var bytes = new ByteArrayOutputStream(64);
        var out = new DataOutputStream(bytes);
        try {
            out.writeByte(FORMAT_VERSION);
            out.writeInt(shape);
            out.writeInt(values.length);
            for (Object value : values) {
                ValueCodec.write(out, value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a stored row.
     *
     * @param key from {@link EntryKeys#row}
     * @throws IllegalArgumentException if it is none
     */
    public static KeptRow read(EntryKey key, byte[] stored) {
        try (var in = new DataInputStream(new ByteArrayInputStream(stored))) {
            byte version = in.readByte();
            if (version != FORMAT_VERSION) {
                throw new IOException("a row of format " + version + ", this version reads " + FORMAT_VERSION);
            }
            int shape = in.readInt();
            int length = in.readInt();
            if (length < 0 || length > VALUES_MAX) {
                throw new IOException("a row of " + length + " values");
            }
            var values = new @Nullable Object[length];
            for (int place = 0; place < length; place++) {
                values[place] = ValueCodec.read(in);
            }
            return new KeptRow(EntryKeys.rowMillis(key), EntryKeys.rowPrimaryKey(key), shape, values);
        } catch (IOException e) {
            throw new IllegalArgumentException("no row: " + e.getMessage(), e);
        }
    }
}
