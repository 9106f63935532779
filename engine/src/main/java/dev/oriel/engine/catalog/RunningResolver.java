package dev.oriel.engine.catalog;

import dev.oriel.api.MappingResolver;
import dev.oriel.api.Source;
import dev.oriel.api.check.NamedResolver;
import java.util.Optional;

/**
 * A resolver that is run.
 *
 * @param named as it is declared
 * @param mapping what it does
 */
public record RunningResolver(NamedResolver named, MappingResolver<?> mapping) {
    static Optional<RunningResolver> of(NamedResolver named) {
        return named.resolver() instanceof MappingResolver<?> mapping
                ? Optional.of(new RunningResolver(named, mapping))
                : Optional.empty();
    }

    /** Where its messages come from. */
    public Source source() {
        return mapping.source();
    }
}
