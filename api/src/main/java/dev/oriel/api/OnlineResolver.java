package dev.oriel.api;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Computes features from others, when they are asked for. Begin with {@link #online(Feature)}, or with {@link
 * #online(Feature, Feature, Feature...)} for several at once.
 */
public final class OnlineResolver implements Resolver {
    private final List<String> outputs;
    private final List<String> inputs;
    private final Function<List<@Nullable Object>, @Nullable Object> function;
    private final List<String> environments;

    OnlineResolver(
            List<String> outputs,
            List<String> inputs,
            Function<List<@Nullable Object>, @Nullable Object> function,
            List<String> environments) {
        this.outputs = List.copyOf(outputs);
        this.inputs = List.copyOf(inputs);
        this.function = function;
        this.environments = List.copyOf(environments);
    }

    /** Begins a resolver of one feature: its function gives the value. */
    public static <V> OnlineStep<V> online(Feature<?, V> output) {
        return new OnlineStep<>(List.of(output.fqn()));
    }

    /** Begins a resolver of several features: its function gives a {@link Row} of them. */
    public static OnlineStep<Row> online(Feature<?, ?> first, Feature<?, ?> second, Feature<?, ?>... more) {
        return new OnlineStep<>(Stream.concat(Stream.of(first, second), Stream.of(more))
                .map(Feature::fqn)
                .toList());
    }

    /** The same resolver in these environments only. */
    public OnlineResolver environments(String... names) {
        return new OnlineResolver(outputs, inputs, function, List.of(names));
    }

    /** The features that it computes, by their names on the wire. */
    public List<String> outputs() {
        return outputs;
    }

    /** The features that it computes them from, by their names on the wire. */
    public List<String> inputs() {
        return inputs;
    }

    /**
     * Takes the inputs' values in their order; gives the value of the one output, or a {@link Row} where there are several.
     */
    public Function<List<@Nullable Object>, @Nullable Object> function() {
        return function;
    }

    @Override
    public List<String> environments() {
        return environments;
    }
}
