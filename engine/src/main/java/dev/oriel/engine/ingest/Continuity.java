package dev.oriel.engine.ingest;

import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether each batch begins where ingest has come to in its partition. One that does not would lose records, or count them twice,
 * and nobody would ever know: it stops its partition, until that is moved. Used by one thread.
 */
final class Continuity {
    private static final Logger LOG = LoggerFactory.getLogger(Continuity.class);

    private final Map<SourcePartition, String> stopped = new TreeMap<>();

    /**
     * Whether a batch is to be taken. One of a partition that has stopped is not, nor is one that stops it.
     *
     * @param reached where ingest has come to; empty in a partition that it knows nothing of, which begins anywhere
     */
    boolean takes(RecordBatch batch, Optional<Long> reached) {
        SourcePartition partition = batch.partition();
        if (stopped.containsKey(partition)) {
            return false;
        }
        Optional<String> problem =
                reached.flatMap(expected -> elsewhere(batch, expected)).or(() -> outside(batch));
        if (problem.isPresent()) {
            long goesOnAt = reached.orElse(batch.fromOffset());
            String reason =
                    "source '%s' · partition '%d' %s, and nothing of it was taken · seek it to offset '%d', or restart"
                            .formatted(partition.source(), partition.partition(), problem.get(), goesOnAt);
            stopped.put(partition, reason);
            LOG.warn("{}", reason);
        }
        return problem.isEmpty();
    }

    /** Lets partitions go on that were moved. */
    void moved(Collection<SourcePartition> partitions) {
        stopped.keySet().removeAll(partitions);
    }

    /** Why partitions have stopped. */
    Map<SourcePartition, String> stopped() {
        return Map.copyOf(stopped);
    }

    private static Optional<String> elsewhere(RecordBatch batch, long expected) {
        if (batch.fromOffset() == expected) {
            return Optional.empty();
        }
        return Optional.of("%s to offset '%d' · '%d' was to follow: what it gives %s"
                .formatted(
                        batch.fromOffset() > expected ? "jumps" : "goes back",
                        batch.fromOffset(),
                        expected,
                        batch.fromOffset() > expected ? "leaves out what lies between" : "may be counted already"));
    }

    private static Optional<String> outside(RecordBatch batch) {
        long from = batch.fromOffset();
        for (SourceRecord record : batch.records()) {
            if (record.offset() < from || record.offset() >= batch.nextOffset()) {
                return outside(batch, record.offset());
            }
            from = record.offset() + 1;
        }
        return from <= batch.nextOffset() ? Optional.empty() : outside(batch, batch.nextOffset());
    }

    private static Optional<String> outside(RecordBatch batch, long offset) {
        return Optional.of("gives offset '%d' out of its order · it lies in a batch from '%d' to before '%d'"
                .formatted(offset, batch.fromOffset(), batch.nextOffset()));
    }
}
