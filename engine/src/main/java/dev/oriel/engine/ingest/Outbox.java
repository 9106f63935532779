package dev.oriel.engine.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.api.Durations;
import dev.oriel.api.Sink;
import dev.oriel.engine.port.OutgoingRecord;
import dev.oriel.engine.port.RowFormat;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.state.EntryKeys;
import dev.oriel.engine.state.OutgoingCodec;
import dev.oriel.engine.state.RowJson;
import dev.oriel.engine.window.OutputRow;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to leave the platform: dead letters, and rows for sinks. It is committed together with the state that it came from,
 * and removed after it was delivered, so that a crash neither loses nor repeats any (T-S5). For one thread.
 */
final class Outbox {
    private static final int REASON_CHARACTERS_MAX = 500;

    private final EntryEdits entries;
    private final boolean delivers;
    private final ArrowRows arrow;
    private long nextSequence;
    private long removedTo;

    /**
     * @param delivers whether something takes what is put here; where nothing does, nothing is put
     * @param arrow rows for sinks of Arrow streams
     * @param nextSequence as stored
     * @param removedTo the last sequence that was removed, as stored
     */
    Outbox(EntryEdits entries, boolean delivers, ArrowRows arrow, long nextSequence, long removedTo) {
        this.entries = entries;
        this.delivers = delivers;
        this.arrow = arrow;
        this.nextSequence = nextSequence;
        this.removedTo = removedTo;
    }

    long nextSequence() {
        return nextSequence;
    }

    long removedTo() {
        return removedTo;
    }

    /** A message that cannot be used, as it came, with where it came from and why in its headers. */
    void deadLetter(String destination, SourcePartition partition, SourceRecord record, String reason) {
        String shortened =
                reason.length() <= REASON_CHARACTERS_MAX ? reason : reason.substring(0, REASON_CHARACTERS_MAX) + "…";
        put(
                destination,
                record.key(),
                record.value(),
                record.timeMillis() == SourceRecord.TIME_UNKNOWN ? 0 : record.timeMillis(),
                Map.of(
                        "oriel.source", partition.source(),
                        "oriel.partition", Integer.toString(partition.partition()),
                        "oriel.offset", Long.toString(record.offset()),
                        "oriel.reason", shortened));
    }

    /** The row of a mapping resolver. */
    void send(Sink sink, MappingPlan plan, FedRow row) {
        if (!delivers) {
            return;
        }
        byte[] value = switch (sink.format()) {
            case JSON -> json(sink, values(plan, row));
            case ARROW_STREAM -> arrow.bytes(sink, plan, row);
        };
        send(sink, plan.name(), value, row.primaryKey(), row.eventMillis());
    }

    /** A row of a window, observed at its end; its windowed features carry their window in their names. */
    void send(Sink sink, WindowedPlan plan, OutputRow row, long windowMillis, long endMillis) {
        if (!delivers) {
            return;
        }
        byte[] value = switch (sink.format()) {
            case JSON -> json(sink, values(plan, row, windowMillis));
            case ARROW_STREAM -> arrow.bytes(sink, plan, row, windowMillis);
        };
        send(sink, plan.name(), value, row.primaryKey().orElse(null), endMillis);
    }

    private static Map<String, @Nullable Object> values(MappingPlan plan, FedRow row) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (int place = 0; place < plan.outputCount(); place++) {
            values.put(plan.namespace() + "." + plan.output(place).name(), row.values()[place]);
        }
        return values;
    }

    private static Map<String, @Nullable Object> values(WindowedPlan plan, OutputRow row, long windowMillis) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        row.values().forEach((name, value) -> {
            String window = plan.isWindowed(name) ? "[" + Durations.label(windowMillis) + "]" : "";
            values.put(plan.stream().owner().namespace() + "." + name + window, value);
        });
        return values;
    }

    private static byte[] json(Sink sink, Map<String, @Nullable Object> values) {
        var chosen = new LinkedHashMap<>(values);
        if (!sink.features().isEmpty()) {
            chosen.keySet()
                    .removeIf(name -> sink.features().stream()
                            .noneMatch(feature -> name.equals(feature) || name.startsWith(feature + "[")));
        }
        return RowJson.bytes(chosen);
    }

    private void send(Sink sink, String resolver, byte[] value, @Nullable Object key, long timeMillis) {
        put(
                sink.name(),
                key == null ? null : String.valueOf(key).getBytes(UTF_8),
                value,
                timeMillis,
                switch (sink.format()) {
                    case JSON -> Map.of("oriel.resolver", resolver);
                    case ARROW_STREAM -> Map.of("oriel.resolver", resolver, "content-type", RowFormat.ARROW_STREAM);
                });
    }

    private void put(
            String destination, byte @Nullable [] key, byte[] value, long timeMillis, Map<String, String> headers) {
        if (delivers) {
            long sequence = nextSequence++;
            entries.put(
                    EntryKeys.outgoing(sequence),
                    OutgoingCodec.bytes(new OutgoingRecord(sequence, destination, key, value, timeMillis, headers)));
        }
    }

    /** Removes what was delivered. */
    void delivered(long throughSequence) {
        long through = Math.min(throughSequence, nextSequence - 1);
        for (long sequence = removedTo + 1; sequence <= through; sequence++) {
            entries.remove(EntryKeys.outgoing(sequence));
        }
        removedTo = Math.max(removedTo, through);
    }
}
