package dev.oriel.engine.ingest;

import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.state.Row;
import java.util.Map;
import java.util.Optional;

/**
 * What one commit writes: everything published since the last one, with the positions that led to it. It can be written while ingest
 * goes on: what of it memory holds stays there until {@link Ingest#committed} is told that it was written.
 *
 * @param number of this checkpoint, one more than that of the one before
 * @param batch to be written at once
 * @param layersMillis newest event time of each layer, by its index: what is older than its windows reach may be removed with it
 * @param rows that leave memory when it is written, unless they have changed again
 * @param entries that leave memory when it is written, unless they have changed again
 * @param records that led to it since the last one
 * @param outgoingSequence what is to leave the platform and is in it, or was before, is before this number
 * @param nextOffsets where reading goes on after it
 */
public record Checkpoint(
        long number,
        StoreBatch batch,
        long[] layersMillis,
        Map<RowKey, Row> rows,
        Map<EntryKey, Optional<byte[]>> entries,
        long records,
        long outgoingSequence,
        Map<SourcePartition, Long> nextOffsets) {}
