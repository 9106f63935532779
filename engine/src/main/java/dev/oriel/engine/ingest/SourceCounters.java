package dev.oriel.engine.ingest;

import dev.oriel.engine.EngineStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/**
 * What became of the records of one source. Written by the one ingest thread and committed together with the state, so that
 * the sums hold across crashes; others read the snapshots that it publishes.
 */
final class SourceCounters {
    long records;
    long applied;
    long late;
    long expired;
    long skipped;
    long duplicates;
    long deadLetters;
    /** Newest time at which the source received a record; 0 where that is not known. */
    long newestRecordMillis;

    final Map<Integer, Long> nextOffsets = new HashMap<>();
    private final ArrayDeque<EngineStatus.Refusal> samples = new ArrayDeque<>();

    SourceCounters() {}

    SourceCounters(StoredMetadata.Counters stored) {
        records = stored.records();
        applied = stored.applied();
        late = stored.late();
        expired = stored.expired();
        skipped = stored.skipped();
        duplicates = stored.duplicates();
        deadLetters = stored.deadLetters();
        newestRecordMillis = stored.newestRecordMillis();
    }

    /** Keeps a refused record to look at, in place of the oldest one when there are many. */
    void sample(EngineStatus.Refusal refusal) {
        if (samples.size() == EngineStatus.SourceStatus.SAMPLES_MAX) {
            samples.removeLast();
        }
        samples.addFirst(refusal);
    }

    EngineStatus.SourceStatus snapshot() {
        return new EngineStatus.SourceStatus(
                records,
                applied,
                late,
                expired,
                skipped,
                duplicates,
                deadLetters,
                nextOffsets,
                new ArrayList<>(samples));
    }

    /** Whether every record came to something (reliability 4, rule 10). */
    boolean adds() {
        return records == applied + late + expired + skipped + duplicates + deadLetters;
    }

    StoredMetadata.Counters stored() {
        return new StoredMetadata.Counters(
                records, applied, late, expired, skipped, duplicates, deadLetters, newestRecordMillis);
    }
}
