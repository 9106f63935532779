package dev.oriel.engine.port;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record that leaves the platform: a dead letter, or a row for a sink.
 *
 * @param sequence number in the order of commits; each number is given once in the life of a store
 * @param destination where it goes: for Kafka, a topic
 * @param key null for a record without one
 * @param timeMillis time that the record carries, in epoch milliseconds
 * @param headers by name, in no order
 */
public record OutgoingRecord(
        long sequence,
        String destination,
        byte @Nullable [] key,
        byte[] value,
        long timeMillis,
        Map<String, String> headers) {
    /** Copies the map. */
    public OutgoingRecord {
        headers = Map.copyOf(headers);
    }

    /** A record without a key. */
    public OutgoingRecord(
            long sequence, String destination, byte[] value, long timeMillis, Map<String, String> headers) {
        this(sequence, destination, null, value, timeMillis, headers);
    }
}
