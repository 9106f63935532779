package dev.oriel.engine.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Bytes of key tuples and primary keys: the values one after the other, each with its type. */
public final class KeyCodec {
    private KeyCodec() {}

    /** The bytes of a tuple of values in the engine's form; equal tuples, and only those, have equal bytes. */
    public static byte[] bytes(List<?> values) {
        var bytes = new ByteArrayOutputStream(24);
        var out = new DataOutputStream(bytes);
        try {
            for (Object value : values) {
                ValueCodec.write(out, value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /**
     * The values of a tuple.
     *
     * @param bytes from {@link #bytes}
     */
    public static List<Object> values(byte[] bytes) {
        var values = new ArrayList<Object>();
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            while (in.available() > 0) {
                values.add(Objects.requireNonNull(ValueCodec.read(in)));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("no key tuple: " + e.getMessage(), e);
        }
        return values;
    }
}
