package dev.oriel.engine.state;

import dev.oriel.engine.port.OutgoingRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Records that are to leave the platform, as they are stored until they do. */
public final class OutgoingCodec {
    private static final byte FORMAT_VERSION = 1;
    private static final int NO_KEY = -1;

    private OutgoingCodec() {}

    /** The stored form, without the sequence, which is the key. */
    public static byte[] bytes(OutgoingRecord record) {
        var bytes = new ByteArrayOutputStream(128 + record.value().length);
        var out = new DataOutputStream(bytes);
        try {
            out.writeByte(FORMAT_VERSION);
            out.writeUTF(record.destination());
            out.writeLong(record.timeMillis());
            byte[] key = record.key();
            out.writeInt(key == null ? NO_KEY : key.length);
            if (key != null) {
                out.write(key);
            }
            out.writeInt(record.value().length);
            out.write(record.value());
            out.writeInt(record.headers().size());
            for (Map.Entry<String, String> header : new TreeMap<>(record.headers()).entrySet()) {
                out.writeUTF(header.getKey());
                out.writeUTF(header.getValue());
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
    public static OutgoingRecord read(long sequence, byte[] stored) {
        try (var in = new DataInputStream(new ByteArrayInputStream(stored))) {
            if (in.readByte() != FORMAT_VERSION) {
                throw new IOException("another format");
            }
            String destination = in.readUTF();
            long timeMillis = in.readLong();
            int keyBytes = in.readInt();
            byte[] key = keyBytes == NO_KEY ? null : in.readNBytes(keyBytes);
            byte[] value = in.readNBytes(in.readInt());
            var headers = new HashMap<String, String>();
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                headers.put(in.readUTF(), in.readUTF());
            }
            return new OutgoingRecord(sequence, destination, key, value, timeMillis, headers);
        } catch (IOException e) {
            throw new IllegalArgumentException("no record of format " + FORMAT_VERSION + ": " + e.getMessage(), e);
        }
    }
}
