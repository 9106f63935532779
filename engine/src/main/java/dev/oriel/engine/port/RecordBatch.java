package dev.oriel.engine.port;

import java.util.List;

/**
 * Consecutive records of one partition.
 *
 * @param partition where they come from
 * @param records in offset order; may be empty when the source skipped over records that are not for readers, such as
 *     those of aborted transactions
 * @param nextOffset where reading goes on after this batch; greater than the offset of every record in it
 */
public record RecordBatch(SourcePartition partition, List<SourceRecord> records, long nextOffset) {
    /** Copies the list. */
    public RecordBatch {
        records = List.copyOf(records);
    }
}
