package dev.oriel.engine.port;

/**
 * One message as the source holds it.
 *
 * @param offset position in its partition
 * @param timeMillis when the source received it, in epoch milliseconds; what {@code late} and {@code future} are measured
 *     against
 * @param value the bytes of the message; empty for a message without a value
 */
public record SourceRecord(long offset, long timeMillis, byte[] value) {}
