package dev.oriel.engine.catalog;

import dev.oriel.api.OfflineResolver;
import dev.oriel.api.OnlineResolver;
import dev.oriel.api.StreamResolver;
import dev.oriel.api.check.NamedResolver;
import java.util.List;
import java.util.Optional;

/**
 * A resolver that is checked but not run by this version. Whatever it would fill has no value: a default would look like an
 * answer.
 *
 * @param resolver which
 * @param kind what is not run: {@code an offline resolver}
 * @param features what it would fill, by name on the wire
 */
public record Waiting(NamedResolver resolver, String kind, List<String> features) {
    /** Copies the list. */
    public Waiting {
        features = List.copyOf(features);
    }

    /** Why a resolver is not run; empty when it is. */
    static Optional<Waiting> of(NamedResolver named) {
        return switch (named.resolver()) {
            case StreamResolver ignored -> Optional.empty();
            case OnlineResolver ignored -> Optional.empty();
            case OfflineResolver ignored -> Optional.of(new Waiting(named, "an offline resolver", List.of()));
        };
    }

    /** One line for whoever starts a server. */
    public String line() {
        String effect = features.isEmpty()
                ? "the history that it describes is not read"
                : "its features have no value: " + String.join(", ", features);
        return resolver + ": " + kind + " is checked but not run yet · " + effect;
    }

    /** Why a feature that it fills has no value. */
    String reason() {
        return "its resolver " + resolver + " is not run · " + kind
                + " is checked but not run yet · give the value as an" + " input";
    }
}
