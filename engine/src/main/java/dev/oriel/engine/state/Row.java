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
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The stored values of one row: for each feature the newest observation (D19), and of those that windows fill also the ones
 * before, as far as windows may still change. Immutable.
 */
public final class Row {
    /** The row of a key that nothing was written for. */
    public static final Row EMPTY = new Row(new TreeMap<>());

    private static final byte FORMAT_VERSION = 2;

    /** Of rows with one observation of each feature. */
    private static final byte FORMAT_OF_SINGLE_VALUES = 1;

    /** Newest first; more than one only of features that windows fill. */
    private final SortedMap<String, List<Stored>> values;

    private Row(SortedMap<String, List<Stored>> values) {
        this.values = values;
    }

    /**
     * One stored value.
     *
     * @param value in the engine's form; null when null was observed
     * @param observedAtMillis when it was observed, in epoch milliseconds
     */
    public record Stored(@Nullable Object value, long observedAtMillis) {}

    /** The newest stored value of a feature, by its name without the namespace; empty when none was written. */
    public Optional<Stored> value(String feature) {
        return value(feature, Long.MAX_VALUE);
    }

    /** The newest value of a feature that was observed at a time or before it; empty when none is kept. */
    public Optional<Stored> value(String feature, long atMillis) {
        return values.getOrDefault(feature, List.of()).stream()
                .filter(stored -> stored.observedAtMillis() <= atMillis)
                .findFirst();
    }

    /**
     * This row with newer observations in place of older ones. At equal observation times the one given here wins, since
     * it was revised later (D19).
     */
    public Row with(Map<String, @Nullable Object> observed, long observedAtMillis) {
        var merged = new TreeMap<>(values);
        observed.forEach((feature, value) -> {
            List<Stored> old = merged.getOrDefault(feature, List.of());
            if (old.isEmpty() || old.getFirst().observedAtMillis() <= observedAtMillis) {
                merged.put(feature, List.of(new Stored(value, observedAtMillis)));
            }
        });
        return new Row(merged);
    }

    /**
     * This row with one more observation beside the others, in place of one of the same time: older ones stay, so that it can
     * be taken back.
     *
     * @param keptFromMillis what is older can no longer change: of that, only the newest is kept
     */
    public Row observing(String feature, @Nullable Object value, long observedAtMillis, long keptFromMillis) {
        var kept = new ArrayList<>(without(feature, observedAtMillis).values.getOrDefault(feature, List.of()));
        kept.add(new Stored(value, observedAtMillis));
        kept.sort(Comparator.comparingLong(Stored::observedAtMillis).reversed());
        int older = 0;
        while (older < kept.size() && kept.get(older).observedAtMillis() >= keptFromMillis) {
            older++;
        }
        var merged = new TreeMap<>(values);
        merged.put(feature, List.copyOf(kept.subList(0, Math.min(kept.size(), older + 1))));
        return new Row(merged);
    }

    /** This row without the observation of a time. */
    public Row without(String feature, long observedAtMillis) {
        var merged = new TreeMap<>(values);
        merged.computeIfPresent(feature, (name, stored) -> {
            List<Stored> rest = stored.stream()
                    .filter(one -> one.observedAtMillis() != observedAtMillis)
                    .toList();
            return rest.isEmpty() ? null : rest;
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
            for (Map.Entry<String, List<Stored>> entry : values.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeInt(entry.getValue().size());
                for (Stored stored : entry.getValue()) {
                    out.writeLong(stored.observedAtMillis());
                    ValueCodec.write(out, stored.value());
                }
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
            if (version != FORMAT_VERSION && version != FORMAT_OF_SINGLE_VALUES) {
                throw new IOException("a row of format " + version + ", this version reads " + FORMAT_VERSION);
            }
            int count = in.readInt();
            var values = new TreeMap<String, List<Stored>>();
            for (int i = 0; i < count; i++) {
                String feature = in.readUTF();
                int observations = version == FORMAT_OF_SINGLE_VALUES ? 1 : in.readInt();
                var stored = new ArrayList<Stored>();
                for (int k = 0; k < observations; k++) {
                    long observedAtMillis = in.readLong();
                    stored.add(new Stored(ValueCodec.read(in), observedAtMillis));
                }
                values.put(feature, Collections.unmodifiableList(stored));
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
