package dev.oriel.engine.stream;

import dev.oriel.engine.EngineStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One source and the resolvers that read it.
 *
 * @param source its name
 * @param kind what it is, in words: {@code kafka topic 'logins'}
 * @param state whether it is read
 * @param partitions by number, ascending
 * @param resolvers that read it, in order of definition
 * @param counters since the data folder was made
 * @param watermarkMillis how far event time has come, in epoch milliseconds; empty before the first message
 */
public record StreamStatus(
        String source,
        String kind,
        State state,
        List<PartitionStatus> partitions,
        List<ResolverStatus> resolvers,
        EngineStatus.SourceStatus counters,
        Optional<Long> watermarkMillis) {
    /** Copies the lists. */
    public StreamStatus {
        partitions = List.copyOf(partitions);
        resolvers = List.copyOf(resolvers);
    }

    /** Whether a source is read. */
    public enum State {
        /** It is read. */
        RUNNING,
        /** Somebody paused it. */
        PAUSED,
        /** At least one of its partitions cannot go on; the partition says why. */
        STOPPED
    }

    /** Records known to be waiting, over all partitions. */
    public long lagRecords() {
        return partitions.stream().mapToLong(PartitionStatus::lagRecords).sum();
    }

    /**
     * One partition.
     *
     * @param nextOffset where reading goes on, as of the last publication; empty before the first record
     * @param lagRecords records known to be waiting
     * @param stopped why it cannot go on; empty while it can
     */
    public record PartitionStatus(
            int partition, Optional<Long> nextOffset, long lagRecords, Optional<String> stopped) {}

    /**
     * One resolver.
     *
     * @param name {@code FraudResolvers.transactions}
     * @param mode {@code mapping}, {@code tumbling} or {@code continuous}
     * @param features that it fills, by name on the wire
     * @param messages by what became of them; since the data folder was made
     * @param windows of a tumbling resolver; empty for others
     */
    public record ResolverStatus(
            String name,
            String mode,
            List<String> features,
            Map<MessageStatus, Long> messages,
            Optional<WindowsStatus> windows) {
        /** Copies the collections. */
        public ResolverStatus {
            features = List.copyOf(features);
            messages = Map.copyOf(messages);
        }
    }

    /**
     * The windows of a tumbling resolver; counts since the process started.
     *
     * @param open windows that have messages and have not ended
     * @param runs how often the resolver was run
     * @param reruns of these, those for late messages
     * @param failed windows without a value, because the resolver failed or they have too many messages
     * @param lastFailure of these, the newest: which window and why
     */
    public record WindowsStatus(long open, long runs, long reruns, long failed, Optional<String> lastFailure) {}
}
