package dev.oriel.engine.state;

import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The stored values of one row: for each feature the newest observation (D19). Immutable. */
public final class Row {
    /** The row of a key that nothing was written for. */
    public static final Row EMPTY = new Row(new TreeMap<>());

    private static final byte FORMAT_VERSION = 1;

    private final SortedMap<String, Stored> values;

    private Row(SortedMap<String, Stored> values) {
        this.values = values;
    }

    /**
     * One stored value.
     *
     * @param value in the engine's form; null when null was observed
     * @param observedAtMillis when it was observed, in epoch milliseconds
     */
    public record Stored(@Nullable Object value, long observedAtMillis) {}

    /** The stored value of a feature, by its name without the namespace; empty when none was written. */
    public Optional<Stored> value(String feature) {
        return Optional.ofNullable(values.get(feature));
    }

    /**
     * This row with newer observations in place of older ones. At equal observation times the one given here wins, since
     * it was revised later.
     */
    public Row with(Map<String, @Nullable Object> observed, long observedAtMillis) {
        var merged = new TreeMap<>(values);
        observed.forEach((feature, value) -> {
            Stored old = merged.get(feature);
            if (old == null || old.observedAtMillis() <= observedAtMillis) {
                merged.put(feature, new Stored(value, observedAtMillis));
            }
        });
        return new Row(merged);
    }

    /** The row's bytes; the first is the format version. */
    public byte[] bytes() {
        var bytes = new ByteArrayOutputStream(64);
        var out = new DataOutputStream(bytes);
        try {
            out.writeByte(FORMAT_VERSION);
            out.writeInt(values.size());
            for (Map.Entry<String, Stored> entry : values.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeLong(entry.getValue().observedAtMillis());
                ValueCodec.write(out, entry.getValue().value());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /**
     * The row that a store holds under a key; {@link #EMPTY} when nothing was written for it.
     *
     * @throws StoreException if the store cannot be read or holds something else
     */
    public static Row load(StoreView view, RowKey key) throws StoreException {
        Optional<byte[]> bytes = view.row(key.namespace(), key.primaryKey());
        return bytes.isPresent() ? read(key.namespace(), bytes.get()) : EMPTY;
    }

    private static Row read(String namespace, byte[] bytes) throws StoreException {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte version = in.readByte();
            if (version != FORMAT_VERSION) {
                throw new IOException("a row of format " + version + ", this version reads " + FORMAT_VERSION);
            }
            int count = in.readInt();
            var values = new TreeMap<String, Stored>();
            for (int i = 0; i < count; i++) {
                String feature = in.readUTF();
                long observedAtMillis = in.readLong();
                values.put(feature, new Stored(ValueCodec.read(in), observedAtMillis));
            }
            return new Row(values);
        } catch (IOException e) {
            throw new StoreException(
                    "online store: a row of '" + namespace + "' cannot be read · " + e.getMessage()
                            + " · restore a backup of the folder",
                    e);
        }
    }
}
