package dev.oriel.engine.port;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A replayable log of messages: opened at given positions, it gives every record from there on, in order within each
 * partition, as often as it is opened.
 *
 * <p>Positions are kept by the caller together with the state they led to; a source never decides where to go on. Used by
 * one thread, except {@link #wakeup()} and what says so.
 */
public interface EventSource extends AutoCloseable {
    /**
     * Positions this reader. Called before the first poll, and again where what was read since is not known to count, as
     * after a failed commit: everything goes on at the positions given then.
     *
     * @param nextOffsets where to go on; a partition that is not in it starts at its first record
     * @throws SourceException if a position lies outside what the source still holds (its records are gone, or it was made
     *     anew), or the source cannot be reached; the message says which and what to do. A source of several logs stops
     *     the partition alone instead, and tells it by {@link #stopped()}
     */
    void open(Map<SourcePartition, Long> nextOffsets) throws SourceException;

    /**
     * The same, for a reader that kept what {@link #identities()} told: a log that was made anew under its old name is not
     * taken for the old one, even if it holds the position.
     *
     * @param identities of the logs that the positions belong to; one that is not in it is taken for the present one
     */
    default void open(Map<SourcePartition, Long> nextOffsets, Map<SourcePartition, String> identities)
            throws SourceException {
        open(nextOffsets);
    }

    /**
     * What tells each log from one of the same name that is made later, for sources that can tell. It is that of the log which
     * the position belongs to, also when there is another by now: to be kept with the positions. As of the last poll or seek;
     * may be called by any thread.
     */
    default Map<SourcePartition, String> identities() {
        return Map.of();
    }

    /**
     * The next records.
     *
     * @param timeout how long to wait for the first one; {@link Duration#ZERO} does not wait
     * @return batches of different partitions, or of consecutive parts of one; empty when there is nothing new
     * @throws SourceException if none of it can go on; the source must then be closed. What stops one partition alone is told
     *     by {@link #stopped()}
     */
    List<RecordBatch> poll(Duration timeout) throws SourceException;

    /**
     * How many records are known to lie behind the position of this reader, over all partitions. From what the source last
     * told; asks nobody.
     */
    long lagRecords();

    /** The logs that this reads, as far as they are known. As of the last poll; may be called by any thread. */
    Set<SourcePartition> partitions();

    /** Records known to lie behind the position of this reader, by partition. As of the last poll; may be called by any thread. */
    Map<SourcePartition, Long> lagByPartition();

    /**
     * Partitions that cannot go on, each with the reason: its records are gone, or it was made anew. They give nothing until
     * {@link #seek} moves them; others go on. As of the last poll; may be called by any thread.
     */
    default Map<SourcePartition, String> stopped() {
        return Map.of();
    }

    /**
     * Goes on elsewhere. What is refused moves nothing.
     *
     * @param nextOffsets new positions; a partition that is not in it stays where it is
     * @throws SourceException as {@link #open}
     */
    void seek(Map<SourcePartition, Long> nextOffsets) throws SourceException;

    /**
     * The positions that a target means.
     *
     * @param source name of a source that this reads
     * @return by partition; empty where the target concerns none, and for a source that this does not read
     * @throws SourceException if the source cannot be reached, or holds nothing there
     */
    Map<SourcePartition, Long> offsets(String source, SeekTarget target) throws SourceException;

    /** Gives no records of these sources until told otherwise; those of all others flow. */
    void pause(Set<String> sources);

    /**
     * Tells that everything before these positions is committed and need not be read again. May be called by any thread.
     */
    default void committed(Map<SourcePartition, Long> nextOffsets) {}

    /** Makes a waiting {@link #poll} return early. May be called by any thread. */
    void wakeup();

    @Override
    void close();
}
