package dev.oriel.engine.ingest;

import dev.oriel.engine.EngineStatus;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.stream.MessageStatus;
import dev.oriel.engine.stream.StreamStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where ingest is, as of one publication. Immutable.
 *
 * @param sources by name
 * @param messages of each running resolver, by its place
 * @param windows of each windowed resolver, by its index
 * @param watermarkMillis by source; a source without any is not in it
 * @param paused sources that are not to be read
 * @param stopped partitions whose source gave something else than what was to follow, each with the reason
 * @param uncommittedRecords records that are visible to queries and not yet on disk
 * @param committedSequence what is to leave the platform and is on disk is before it
 */
public record IngestStatus(
        Map<String, EngineStatus.SourceStatus> sources,
        List<Map<MessageStatus, Long>> messages,
        List<StreamStatus.WindowsStatus> windows,
        Map<String, Long> watermarkMillis,
        Set<String> paused,
        Map<SourcePartition, String> stopped,
        long uncommittedRecords,
        long committedSequence) {
    /** Copies the lists. */
    public IngestStatus {
        messages = List.copyOf(messages);
        windows = List.copyOf(windows);
    }

    IngestStatus committed(long sequence) {
        return new IngestStatus(
                sources, messages, windows, watermarkMillis, paused, stopped, uncommittedRecords, sequence);
    }
}
