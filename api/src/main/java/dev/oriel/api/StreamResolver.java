package dev.oriel.api;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns the messages of one source into feature values. A value in a field of a class marked {@link Resolvers}, whose
 * name is the resolver's name.
 *
 * <p>Begin with {@link #stream(Class, Source)}. The order of a chain: {@code parse}, {@code timestamp}, {@code deduplicate}
 * or {@code upsert}, the mode, keys, outputs, switches.
 */
public abstract sealed class StreamResolver implements Resolver permits MappingResolver, WindowedResolver {
    private final StreamInput input;
    private final ResolverSwitches switches;

    StreamResolver(StreamInput input, ResolverSwitches switches) {
        this.input = input;
        this.switches = switches;
    }

    /**
     * Begins a resolver.
     *
     * @param message a record, JSON by default, a component {@code userId} being the field {@code user_id}; or
     *     {@code String}, {@code byte[]}
     */
    public static <M> MessageStep<M> stream(Class<M> message, Source source) {
        return new MessageStep<>(StreamInput.of(message, source));
    }

    /** Begins a resolver of messages that are any JSON object. */
    public static MessageStep<Map<String, @Nullable Object>> streamMaps(Source source) {
        return new MessageStep<>(StreamInput.of(Map.class, source));
    }

    /** How the source is read. */
    public final StreamInput input() {
        return input;
    }

    /** What becomes of the outputs. */
    public final ResolverSwitches switches() {
        return switches;
    }

    /** Where the messages come from. */
    public final Source source() {
        return input.source();
    }

    @Override
    public final List<String> environments() {
        return switches.environments();
    }

    /** The features that are filled, keys included, by their names on the wire, in declared order. */
    public abstract List<String> features();

    /**
     * A feature and how its value is read from one message.
     *
     * @param fqn the feature's name on the wire
     * @param value gives the value, or null
     */
    public record Output(String fqn, Function<Object, @Nullable Object> value) {}
}
