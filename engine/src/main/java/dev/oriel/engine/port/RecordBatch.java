package dev.oriel.engine.port;

import java.util.List;

/**
 * Consecutive records of one partition.
 *
 * @param partition where they come from
 * @param fromOffset where the reader stood before it read this, as the reader itself knows it: {@code nextOffset} of the batch
 *     before, exactly, or where it was opened or moved. Ingest takes nothing from anywhere else than where it has come to itself
 * @param records in offset order, from {@code fromOffset} to before {@code nextOffset}; may be empty when the source skipped over
 *     records that are not for readers, such as those of aborted transactions
 * @param nextOffset where reading goes on after this batch; greater than the offset of every record in it
 */
public record RecordBatch(SourcePartition partition, long fromOffset, List<SourceRecord> records, long nextOffset) {
    /** Copies the list. */
    public RecordBatch {
        records = List.copyOf(records);
    }
}
