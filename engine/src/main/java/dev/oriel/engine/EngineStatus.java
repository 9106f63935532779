package dev.oriel.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counters since the data folder was made, except where stated, and what is going on now.
 *
 * @param sources by source name
 * @param keys group keys held in memory
 * @param lagRecords records known to be waiting, over all sources
 * @param uncommittedRecords records that are visible to queries and not yet on disk
 * @param visibleAfterMillis the longest that a record of the last full second with records took from its source's receipt
 *     to being visible to queries; empty before the first, and for sources that do not say when they received a record
 * @param failure why ingest, or a part of it, has stopped; empty while all of it runs. Queries are answered from the last good
 *     state meanwhile
 * @param delivery why what is to leave the platform does not; empty while it does. It is kept meanwhile
 */
public record EngineStatus(
        Map<String, SourceStatus> sources,
        long keys,
        long lagRecords,
        long uncommittedRecords,
        OptionalLong visibleAfterMillis,
        Optional<String> failure,
        Optional<String> delivery) {
    /** Copies the map. */
    public EngineStatus {
        sources = Map.copyOf(sources);
    }

    /** A status of which everything leaves that is to leave. */
    public EngineStatus(
            Map<String, SourceStatus> sources,
            long keys,
            long lagRecords,
            long uncommittedRecords,
            OptionalLong visibleAfterMillis,
            Optional<String> failure) {
        this(sources, keys, lagRecords, uncommittedRecords, visibleAfterMillis, failure, Optional.empty());
    }

    /** Records taken from all sources. */
    public long records() {
        return sources.values().stream().mapToLong(SourceStatus::records).sum();
    }

    /** Late records of all sources. */
    public long late() {
        return sources.values().stream().mapToLong(SourceStatus::late).sum();
    }

    /** Dead letters of all sources. */
    public long deadLetters() {
        return sources.values().stream().mapToLong(SourceStatus::deadLetters).sum();
    }

    /**
     * One source. {@code records = applied + late + expired + skipped + duplicates + deadLetters} holds at all times: where
     * resolvers differ about a record, a refusal outweighs lateness, and lateness what another of them kept.
     *
     * @param records taken from the source
     * @param applied turned into rows
     * @param late refused because of the source's late arrival deadline
     * @param expired written as rows but older than any bucket that is kept
     * @param skipped parsed to nothing by every resolver
     * @param duplicates of an identity that was seen before
     * @param deadLetters refused because they cannot be read, lack a field or have an impossible time
     * @param nextOffsets where reading goes on, by partition
     * @param samples the newest refused records, newest first, at most {@value #SAMPLES_MAX}; since the process started
     */
    public record SourceStatus(
            long records,
            long applied,
            long late,
            long expired,
            long skipped,
            long duplicates,
            long deadLetters,
            Map<Integer, Long> nextOffsets,
            List<Refusal> samples) {
        /** How many refused records are kept to look at. */
        public static final int SAMPLES_MAX = 20;

        /** Copies the collections. */
        public SourceStatus {
            nextOffsets = Map.copyOf(nextOffsets);
            samples = List.copyOf(samples);
        }
    }

    /**
     * A record that had no effect.
     *
     * @param position {@code transactions/3@1207}: source, partition and offset
     * @param reason why, in words
     * @param excerpt the first characters of the message
     */
    public record Refusal(String position, String reason, String excerpt) {}
}
