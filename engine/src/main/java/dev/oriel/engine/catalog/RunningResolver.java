package dev.oriel.engine.catalog;

import dev.oriel.api.Source;
import dev.oriel.api.StreamResolver;
import dev.oriel.api.check.NamedResolver;
import java.util.Optional;

/**
 * A stream resolver that is run.
 *
 * @param named as it is declared
 * @param resolver what it does
 */
public record RunningResolver(NamedResolver named, StreamResolver resolver) {
    static Optional<RunningResolver> of(NamedResolver named) {
        return named.resolver() instanceof StreamResolver stream
                ? Optional.of(new RunningResolver(named, stream))
                : Optional.empty();
    }

    /** Where its messages come from. */
    public Source source() {
        return resolver.source();
    }

    /** {@code FraudResolvers.transactions}: stored state is found by it. */
    public String name() {
        return named.toString();
    }
}
