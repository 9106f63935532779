package dev.oriel.api;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a stream resolver: its message can still be parsed into another.
 *
 * @param <M> the message as it comes from the source
 */
public final class MessageStep<M> extends StreamStep<M> {
    MessageStep(StreamInput input) {
        super(input);
    }

    /**
     * Makes another message of each. Everything that follows reads the parsed one.
     *
     * @param function gives the parsed message, or null to skip the message; what it throws makes the message poison
     */
    public <P> StreamStep<P> parse(Function<? super M, ? extends @Nullable P> function) {
        return new StreamStep<>(input().parse(Optional.empty(), function));
    }

    /**
     * Makes another message of each, as {@link #parse(Function)}, and says of which class: expressions over the parsed message
     * are checked by it, and SQL is before the first message comes.
     *
     * @param parsed a record, {@code String} or {@code byte[]}
     */
    public <P> StreamStep<P> parse(Class<P> parsed, Function<? super M, ? extends @Nullable P> function) {
        return new StreamStep<>(input().parse(Optional.of(parsed), function));
    }
}
