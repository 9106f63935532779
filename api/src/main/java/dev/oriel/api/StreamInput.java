package dev.oriel.api;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a stream resolver reads its source. The functions take what {@code parse} gives, or the message where there is no
 * {@code parse}.
 *
 * @param message a record class, {@code String}, {@code byte[]} or {@code Map}
 * @param source where the messages come from
 * @param parse makes the parsed message of the message, null to skip it; empty when the message is used as it is
 * @param parsed class of the parsed message; empty when it is not said, or there is no {@code parse}
 * @param timestamp reads the event time; empty when the time of the source's record is the event time
 * @param deduplication empty when every message has its effect
 * @param upsert whether a later message of the same primary key replaces the earlier one
 */
public record StreamInput(
        Class<?> message,
        Source source,
        Optional<Function<Object, @Nullable Object>> parse,
        Optional<Class<?>> parsed,
        Optional<Function<Object, @Nullable Instant>> timestamp,
        Optional<Deduplication> deduplication,
        boolean upsert) {
    static StreamInput of(Class<?> message, Source source) {
        return new StreamInput(
                message, source, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    StreamInput parse(Optional<Class<?>> into, Function<?, ? extends @Nullable Object> function) {
        return new StreamInput(
                message, source, Optional.of(Erased.function(function)), into, timestamp, deduplication, upsert);
    }

    StreamInput timestamp(Function<?, ? extends @Nullable Instant> field) {
        return new StreamInput(
                message, source, parse, parsed, Optional.of(Erased.function(field)), deduplication, upsert);
    }

    StreamInput deduplicate(Function<?, ? extends @Nullable Object> identity, String within) {
        var deduplicated = new Deduplication(Erased.function(identity), within);
        return new StreamInput(message, source, parse, parsed, timestamp, Optional.of(deduplicated), upsert);
    }

    StreamInput upserting() {
        return new StreamInput(message, source, parse, parsed, timestamp, deduplication, true);
    }

    /** The class that outputs and keys read; empty when {@code parse} does not say which it makes. */
    public Optional<Class<?>> read() {
        return parse.isPresent() ? parsed : Optional.of(message);
    }
}
