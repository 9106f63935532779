package dev.oriel.api;

import dev.oriel.api.WindowedOutput.Result;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the values of windowed features of the messages of each window. It is run once for each declared window and never
 * told which.
 *
 * @param <P> the message, parsed where the resolver parses
 */
public final class WindowedResolver<P> extends StreamResolver {
    private final WindowedParts parts;

    WindowedResolver(WindowedParts parts) {
        super(parts.input(), parts.switches());
        this.parts = parts;
    }

    /** How windows lie. */
    public enum Mode {
        /** One after the other, from the epoch on. */
        TUMBLING,
        /** Back from the moment of each question. */
        CONTINUOUS;

        /** How messages name it. */
        public String word() {
            return this == TUMBLING ? "tumbling" : "continuous";
        }
    }

    /** The same resolver with one more output, from the list of a window's messages. */
    public <V> WindowedResolver<P> output(
            WindowedFeature<?, V> feature, Function<? super List<P>, ? extends @Nullable V> value) {
        return with(new WindowedOutput.ByList(List.of(feature.fqn()), Result.VALUE, Erased.function(value)));
    }

    /** The same resolver with one more output, by a ready aggregation. */
    public <V> WindowedResolver<P> output(
            WindowedFeature<?, V> feature, Aggregator<? super P, ? extends V> aggregator) {
        return with(new WindowedOutput.ByAggregation(feature.fqn(), aggregator));
    }

    /** The same resolver with one more output, from a frame of a window's messages. */
    public <V> WindowedResolver<P> outputFrame(
            WindowedFeature<?, V> feature, Function<? super DataFrame<P>, ? extends @Nullable V> value) {
        return with(new WindowedOutput.ByFrame(List.of(feature.fqn()), Result.VALUE, Erased.function(value)));
    }

    /** The same resolver without effect on aggregations over the rows that it writes. */
    public WindowedResolver<P> withoutMaterializedAggregations() {
        return with(switches().withoutMaterializedAggregations());
    }

    /** The same resolver, writing nothing to the online store. */
    public WindowedResolver<P> skipOnline() {
        return with(switches().withoutOnline());
    }

    /** The same resolver, writing nothing to the offline store. */
    public WindowedResolver<P> skipOffline() {
        return with(switches().withoutOffline());
    }

    /** The same resolver, sending its rows to one more place. */
    public WindowedResolver<P> sink(Sink sink) {
        return with(switches().with(sink));
    }

    /** The same resolver in these environments only. */
    public WindowedResolver<P> environments(String... names) {
        return with(switches().in(names));
    }

    private WindowedResolver<P> with(WindowedOutput output) {
        return new WindowedResolver<>(parts.withOutput(output));
    }

    private WindowedResolver<P> with(ResolverSwitches other) {
        return new WindowedResolver<>(parts.withSwitches(other));
    }

    /** How its windows lie. */
    public Mode mode() {
        return parts.mode();
    }

    /** What takes the messages apart, in declared order; each is set in the output. Empty only for tumbling resolvers. */
    public List<Output> keys() {
        return parts.keys();
    }

    /** What is made of each window, in declared order. */
    public List<WindowedOutput> outputs() {
        return parts.outputs();
    }

    @Override
    public List<String> features() {
        return Stream.concat(
                        parts.keys().stream().map(Output::fqn),
                        parts.outputs().stream().flatMap(output -> output.features().stream()))
                .distinct()
                .toList();
    }
}
