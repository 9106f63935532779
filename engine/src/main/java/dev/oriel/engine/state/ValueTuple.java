package dev.oriel.engine.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Some values with a time, as they are stored.
 *
 * @param values in the engine's form
 */
public record ValueTuple(long millis, @Nullable Object[] values) {
    private static final byte FORMAT_VERSION = 1;

    /** The stored form. */
    public static byte[] bytes(long millis, @Nullable Object[] values) {
        var bytes = new ByteArrayOutputStream(64);
        var out = new DataOutputStream(bytes);
        try {
            out.writeByte(FORMAT_VERSION);
            out.writeLong(millis);
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
     * Reads the stored form.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ValueTuple read(byte[] stored) {
        try (var in = new DataInputStream(new ByteArrayInputStream(stored))) {
            if (in.readByte() != FORMAT_VERSION) {
                throw new IOException("another format");
            }
            long millis = in.readLong();
            var values = new @Nullable Object[in.readInt()];
            for (int i = 0; i < values.length; i++) {
                values[i] = ValueCodec.read(in);
            }
            return new ValueTuple(millis, values);
        } catch (IOException | NegativeArraySizeException e) {
            throw new IllegalArgumentException("no values of format " + FORMAT_VERSION + ": " + e.getMessage(), e);
        }
    }
}
