package dev.oriel.api;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A resolver that has a message and a source, but no output yet.
 *
 * @param <P> the message, parsed where the resolver parses
 */
public sealed class StreamStep<P> implements ResolverStep permits MessageStep {
    private final StreamInput input;

    StreamStep(StreamInput input) {
        this.input = input;
    }

    final StreamInput input() {
        return input;
    }

    /** Event time is read from the message; without this it is the time of the source's record. */
    public final StreamStep<P> timestamp(Function<? super P, ? extends @Nullable Instant> field) {
        return new StreamStep<>(input.timestamp(field));
    }

    /**
     * A message whose identity was seen before has no effect.
     *
     * @param identity what makes two messages the same
     * @param within how long an identity is remembered, as a duration
     */
    public final StreamStep<P> deduplicate(Function<? super P, ? extends @Nullable Object> identity, String within) {
        return new StreamStep<>(input.deduplicate(identity, within));
    }

    /** A message replaces the row, and its part in aggregations, of an earlier one with the same primary key. */
    public final StreamStep<P> upsert() {
        return new StreamStep<>(input.upserting());
    }

    /** Collects the messages of fixed windows that follow each other; the default of outputs that are windowed. */
    public final TumblingStep<P> tumbling() {
        return new TumblingStep<>(input);
    }

    /** Looks back from the moment of each question. Needs keys. */
    public final ContinuousStep<P> continuous() {
        return new ContinuousStep<>(input);
    }

    /** Writes one feature of one row per message. */
    public final <V> MappingResolver<P> output(
            Feature<?, V> feature, Function<? super P, ? extends @Nullable V> value) {
        return new MappingResolver<P>(input, List.of(), ResolverSwitches.NONE).output(feature, value);
    }

    /**
     * Writes one feature of one row per message, by an expression over it, as {@link MappingResolver#output(Feature, String)}.
     */
    public final MappingResolver<P> output(Feature<?, ?> feature, String expression) {
        return new MappingResolver<P>(input, List.of(), ResolverSwitches.NONE).output(feature, expression);
    }

    /** Tumbling, by a key. */
    public final <V> KeyedStep<P> key(Feature<?, V> feature, Function<? super P, ? extends @Nullable V> field) {
        return tumbling().key(feature, field);
    }

    /** Tumbling: the value of each window from the list of its messages. */
    public final <V> WindowedResolver<P> output(
            WindowedFeature<?, V> feature, Function<? super List<P>, ? extends @Nullable V> value) {
        return tumbling().output(feature, value);
    }

    /** Tumbling: the value of each window by a ready aggregation. */
    public final <V> WindowedResolver<P> output(
            WindowedFeature<?, V> feature, Aggregator<? super P, ? extends V> aggregator) {
        return tumbling().output(feature, aggregator);
    }

    /** Tumbling: the value of each window from a frame of its messages. */
    public final <V> WindowedResolver<P> outputFrame(
            WindowedFeature<?, V> feature, Function<? super DataFrame<P>, ? extends @Nullable V> value) {
        return tumbling().outputFrame(feature, value);
    }

    /** Tumbling: several features at once. */
    public final RowsStep<P> outputs(FeatureHandle... features) {
        return tumbling().outputs(features);
    }
}
