package dev.oriel.engine.port;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A replayable log of messages: opened at given positions, it gives every record from there on, in order within each
 * partition, as often as it is opened.
 *
 * <p>Positions are kept by the caller together with the state they led to; a source never decides where to go on. Used by
 * one thread, except {@link #wakeup()}.
 */
public interface EventSource extends AutoCloseable {
    /**
     * Positions this reader. Called once, before the first poll.
     *
     * @param nextOffsets where to go on; a partition that is not in it starts at its first record
     * @throws SourceException if a position lies outside what the source still holds (its records are gone, or it was made
     *     anew), or the source cannot be reached; the message says which and what to do
     */
    void open(Map<SourcePartition, Long> nextOffsets) throws SourceException;

    /**
     * The next records.
     *
     * @param timeout how long to wait for the first one; {@link Duration#ZERO} does not wait
     * @return batches of different partitions, or of consecutive parts of one; empty when there is nothing new
     * @throws SourceException as {@link #open}; the source must then be closed
     */
    List<RecordBatch> poll(Duration timeout) throws SourceException;

    /**
     * How many records are known to lie behind the position of this reader, over all partitions. From what the source last
     * told; asks nobody.
     */
    long lagRecords();

    /** Makes a waiting {@link #poll} return early. May be called by any thread. */
    void wakeup();

    @Override
    void close();
}
