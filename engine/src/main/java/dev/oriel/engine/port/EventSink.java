package dev.oriel.engine.port;

import java.util.List;

/**
 * Where records go that leave the platform. What a store has committed to send is delivered in order of its sequence, and
 * the sink remembers, together with the records themselves, which sequence it has come to: whoever sends goes on there after
 * a crash, so that each record is delivered once. Used by one thread.
 */
public interface EventSink extends AutoCloseable {
    /** What {@link #open} returns for a store whose records were never delivered. */
    long NOTHING_DELIVERED = -1;

    /**
     * Takes over the delivery for one store from any process that did it before, whose unfinished deliveries are undone.
     *
     * @param storeId identity of the store whose sequence is meant
     * @return the sequence of the last record delivered for it; {@link #NOTHING_DELIVERED} when there is none
     * @throws SinkException if the sink cannot be reached, or refuses
     */
    long open(String storeId) throws SinkException;

    /**
     * Delivers records, all or none of them.
     *
     * @param records in ascending order of sequence, each above what was delivered before
     * @throws SinkException if a destination refuses, which {@link SinkException#refusedDestinations} names: nothing was
     *     delivered, and the sink stays open. Otherwise it is not known whether they were delivered, and {@link #open} tells,
     *     which may be called again
     */
    void deliver(List<OutgoingRecord> records) throws SinkException;

    @Override
    void close();
}
