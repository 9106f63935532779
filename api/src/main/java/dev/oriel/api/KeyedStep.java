package dev.oriel.api;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A windowed resolver with a key, but without output.
 *
 * @param <P> the message, parsed where the resolver parses
 */
public final class KeyedStep<P> implements ResolverStep {
    private final WindowedParts parts;

    KeyedStep(WindowedParts parts) {
        this.parts = parts;
    }

    /** One more key: only messages that are equal in all of them belong together. */
    public <V> KeyedStep<P> key(Feature<?, V> feature, Function<? super P, ? extends @Nullable V> field) {
        return new KeyedStep<>(parts.withKey(new StreamResolver.Output(feature.fqn(), Erased.function(field))));
    }

    /** The value of each window from the list of its messages. */
    public <V> WindowedResolver<P> output(
            WindowedFeature<?, V> feature, Function<? super List<P>, ? extends @Nullable V> value) {
        return new WindowedResolver<P>(parts).output(feature, value);
    }

    /** The value of each window by a ready aggregation: no message is kept for it. */
    public <V> WindowedResolver<P> output(
            WindowedFeature<?, V> feature, Aggregator<? super P, ? extends V> aggregator) {
        return new WindowedResolver<P>(parts).output(feature, aggregator);
    }

    /** The value of each window from a frame of its messages. */
    public <V> WindowedResolver<P> outputFrame(
            WindowedFeature<?, V> feature, Function<? super DataFrame<P>, ? extends @Nullable V> value) {
        return new WindowedResolver<P>(parts).outputFrame(feature, value);
    }

    /** Several features at once: one row for each window of a key, in which the keys are set already. */
    public RowStep<P> outputs(FeatureHandle... features) {
        return new RowStep<>(parts, Stream.of(features).map(FeatureHandle::fqn).toList());
    }
}
