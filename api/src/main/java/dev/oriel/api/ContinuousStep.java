package dev.oriel.api;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A continuous resolver without a key. It offers nothing else, so that the key cannot be forgotten.
 *
 * @param <P> the message, parsed where the resolver parses
 */
public final class ContinuousStep<P> implements ResolverStep {
    private final StreamInput input;

    ContinuousStep(StreamInput input) {
        this.input = input;
    }

    /**
     * Takes apart the messages by a key: a question for one value of the feature sees the messages of that value alone.
     *
     * @param field reads the key from a message, through other records too: {@code m -> m.card().id()}
     */
    public <V> KeyedStep<P> key(Feature<?, V> feature, Function<? super P, ? extends @Nullable V> field) {
        return new KeyedStep<P>(WindowedParts.of(input, WindowedResolver.Mode.CONTINUOUS)).key(feature, field);
    }
}
