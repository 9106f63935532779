package dev.oriel.file;

import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import java.util.List;
import java.util.Optional;

/** A batch of which the first records were given. */
final class HeldBatch {
    private final RecordBatch batch;
    private final long[] dueNanos;
    private int given;
    private long nextOffset;
    private boolean moved;

    /** @param dueNanos of each record, none before the one in front of it */
    HeldBatch(RecordBatch batch, long[] dueNanos) {
        this.batch = batch;
        this.dueNanos = dueNanos;
        nextOffset = batch.fromOffset();
    }

    SourcePartition partition() {
        return batch.partition();
    }

    /**
     * Gives what is due.
     *
     * @return ends before the first record that is not; empty if that is the next one
     */
    Optional<RecordBatch> take(long nowNanos) {
        int from = given;
        while (given < dueNanos.length && dueNanos[given] <= nowNanos) {
            given++;
        }
        moved = given == dueNanos.length;
        if (given == from && !moved) {
            return Optional.empty();
        }
        List<SourceRecord> records = batch.records().subList(from, given);
        long fromOffset = nextOffset;
        nextOffset = moved ? batch.nextOffset() : batch.records().get(given).offset();
        return Optional.of(new RecordBatch(batch.partition(), fromOffset, records, nextOffset));
    }

    /** Whether nothing is left, not even a position behind the last record. */
    boolean isGiven() {
        return moved;
    }

    /** When the next record is due; at once when none is left. */
    long nextDueNanos() {
        return given < dueNanos.length ? dueNanos[given] : 0;
    }

    long heldRecords() {
        return (long) dueNanos.length - given;
    }

    /** What was not given. */
    RecordBatch rest() {
        return new RecordBatch(
                batch.partition(), nextOffset, batch.records().subList(given, dueNanos.length), batch.nextOffset());
    }
}
