package dev.oriel.api;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tumbling resolver without keys.
 *
 * @param <P> the message, parsed where the resolver parses
 */
public final class TumblingStep<P> implements ResolverStep {
    private final WindowedParts parts;

    TumblingStep(StreamInput input) {
        this.parts = WindowedParts.of(input, WindowedResolver.Mode.TUMBLING);
    }

    /**
     * Takes apart the messages of each window by a key, which is set in the output.
     *
     * @param field reads the key from a message, through other records too: {@code m -> m.card().id()}
     */
    public <V> KeyedStep<P> key(Feature<?, V> feature, Function<? super P, ? extends @Nullable V> field) {
        return new KeyedStep<P>(parts).key(feature, field);
    }

    /** The value of each window from the list of its messages. */
    public <V> WindowedResolver<P> output(
            WindowedFeature<?, V> feature, Function<? super List<P>, ? extends @Nullable V> value) {
        return new WindowedResolver<P>(parts).output(feature, value);
    }

    /** The value of each window by a ready aggregation. */
    public <V> WindowedResolver<P> output(
            WindowedFeature<?, V> feature, Aggregator<? super P, ? extends V> aggregator) {
        return new WindowedResolver<P>(parts).output(feature, aggregator);
    }

    /** The value of each window from a frame of its messages. */
    public <V> WindowedResolver<P> outputFrame(
            WindowedFeature<?, V> feature, Function<? super DataFrame<P>, ? extends @Nullable V> value) {
        return new WindowedResolver<P>(parts).outputFrame(feature, value);
    }

    /** Several features at once: rows made of all messages of a window, each with its primary key. */
    public RowsStep<P> outputs(FeatureHandle... features) {
        return new RowsStep<>(parts, Stream.of(features).map(FeatureHandle::fqn).toList());
    }
}
