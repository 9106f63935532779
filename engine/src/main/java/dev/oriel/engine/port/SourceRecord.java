package dev.oriel.engine.port;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One message as the source holds it.
 *
 * @param offset position in its partition
 * @param timeMillis when the source received it, in epoch milliseconds, or {@link #TIME_UNKNOWN}; what {@code late} and
 *     {@code future} are measured against
 * @param key the bytes that the source routed it by; null without them
 * @param value the bytes of the message; empty for a message without a value
 * @param unusable why the source says that nobody can use it, whatever its bytes are: it is a dead letter for this reason; empty
 *     for almost all
 */
public record SourceRecord(
        long offset, long timeMillis, byte @Nullable [] key, byte[] value, Optional<String> unusable) {
    /** The time of a record whose source does not say when it received it: nothing is late or in the future then. */
    public static final long TIME_UNKNOWN = Long.MIN_VALUE;

    /** A record that can be used, as far as its source knows. */
    public SourceRecord(long offset, long timeMillis, byte @Nullable [] key, byte[] value) {
        this(offset, timeMillis, key, value, Optional.empty());
    }

    /** A record without a key. */
    public SourceRecord(long offset, long timeMillis, byte[] value) {
        this(offset, timeMillis, null, value);
    }
}
