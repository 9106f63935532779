package dev.oriel.engine.ingest;

import dev.oriel.api.Deduplication;
import dev.oriel.api.Durations;
import dev.oriel.api.StreamInput;
import dev.oriel.engine.catalog.RunningResolver;
import dev.oriel.engine.message.MessageReader;
import dev.oriel.engine.message.RefusedException;
import dev.oriel.engine.state.AnyValues;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How one resolver reads the messages of its source, settled once. */
final class InputPlan {
    private final String resolver;
    private final MessageReader reader;
    private final Optional<Function<Object, @Nullable Object>> parse;
    private final Optional<Function<Object, @Nullable Instant>> timestamp;
    private final Optional<Function<Object, @Nullable Object>> identity;
    private final long withinMillis;

    InputPlan(RunningResolver running) {
        StreamInput input = running.resolver().input();
        this.resolver = running.name();
        this.reader = MessageReader.of(input.message(), running.source());
        this.parse = input.parse();
        this.timestamp = input.timestamp();
        this.identity = input.deduplication().map(Deduplication::identity);
        this.withinMillis = input.deduplication()
                .map(deduplication -> Durations.millis(deduplication.within()))
                .orElse(0L);
    }

    /**
     * The message, parsed where the resolver parses.
     *
     * @return null when {@code parse} says that the message is none of the resolver's
     * @throws RefusedException if it cannot be read or parsed
     */
    @Nullable
    Object read(byte[] value) throws RefusedException {
        Object message = reader.read(value);
        return parse.isPresent() ? UserCode.call(resolver, "parse", parse.get(), message) : message;
    }

    /** The event time that the message carries; empty when the source's time is to be used. */
    Optional<Instant> timestamp(Object message) throws RefusedException {
        if (timestamp.isEmpty()) {
            return Optional.empty();
        }
        Instant time = UserCode.call(resolver, "timestamp", timestamp.get(), message);
        if (time == null) {
            throw new RefusedException(resolver + ": the timestamp is null");
        }
        return Optional.of(time);
    }

    /** What makes the message the same as another; empty when it is like no other. */
    Optional<byte[]> identity(Object message) throws RefusedException {
        if (identity.isEmpty()) {
            return Optional.empty();
        }
        Object value = UserCode.call(resolver, "the identity of deduplicate", identity.get(), message);
        try {
            return Optional.ofNullable(value).map(AnyValues::bytes);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(resolver + ": the identity of deduplicate: " + e.getMessage());
        }
    }

    /** How far apart in time two messages of one identity may be and still be the same. */
    long withinMillis() {
        return withinMillis;
    }
}
