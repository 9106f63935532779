package dev.oriel.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns the messages of one source into feature values. A value in a field of a class marked {@link Resolvers}, whose
 * name is the resolver's name.
 *
 * <p>Begin with {@link #stream(Class, Source)}.
 */
public abstract sealed class StreamResolver permits MappingResolver {
    StreamResolver() {}

    /**
     * Begins a resolver.
     *
     * @param message a record; JSON by default, a component {@code userId} being the field {@code user_id}
     */
    public static <M extends Record> StreamStep<M> stream(Class<M> message, Source source) {
        return new StreamStep<>(message, source, null);
    }

    /** The record that a message is read into. */
    public abstract Class<? extends Record> message();

    /** Where the messages come from. */
    public abstract Source source();

    /** Reads the event time of a message; empty when the time of the source's record is the event time. */
    public abstract Optional<Function<Record, @Nullable Instant>> timestamp();

    /** What is written for each message, in declared order. */
    public abstract List<Output> outputs();

    /** Whether messages update the materialized aggregations over the rows that they write. */
    public abstract boolean updatesMaterializedAggregations();

    /**
     * One output: a feature and how to read its value from a message.
     *
     * @param fqn the feature's name on the wire
     * @param value gives the value, or null
     */
    public record Output(String fqn, Function<Record, @Nullable Object> value) {}
}
