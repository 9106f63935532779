package dev.oriel.api;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A resolver in the making: a message and a source, but no output yet.
 *
 * @param <M> the record that a message is read into
 */
public final class StreamStep<M extends Record> {
    private final Class<M> message;
    private final Source source;
    private final @Nullable Function<? super M, ? extends @Nullable Instant> timestamp;

    StreamStep(Class<M> message, Source source, @Nullable Function<? super M, ? extends @Nullable Instant> timestamp) {
        this.message = message;
        this.source = source;
        this.timestamp = timestamp;
    }

    /** Event time is read from the message; without this it is the time of the source's record. */
    public StreamStep<M> timestamp(Function<? super M, ? extends @Nullable Instant> field) {
        return new StreamStep<>(message, source, field);
    }

    /** Writes one feature of one row per message. */
    public <V> MappingResolver<M> output(Feature<?, V> feature, Function<? super M, ? extends @Nullable V> value) {
        return new MappingResolver<>(message, source, timestamp, List.of(), true).output(feature, value);
    }
}
