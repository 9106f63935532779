package dev.oriel.engine.catalog;

import dev.oriel.api.MappingResolver;
import dev.oriel.api.OfflineResolver;
import dev.oriel.api.OnlineResolver;
import dev.oriel.api.Sink;
import dev.oriel.api.StreamResolver;
import dev.oriel.api.WindowedResolver;
import dev.oriel.api.check.NamedResolver;
import java.util.List;
import java.util.Optional;

/**
 * A resolver that is checked but not run by this version. Whatever it would fill has no value: a default would look like an
 * answer.
 *
 * @param resolver which
 * @param kind what is not run: {@code a tumbling resolver}
 * @param features what it would fill, keys left out, by name on the wire
 */
public record Waiting(NamedResolver resolver, String kind, List<String> features) {
    /** Copies the list. */
    public Waiting {
        features = List.copyOf(features);
    }

    /** Why a resolver is not run; empty when it is. */
    static Optional<Waiting> of(NamedResolver named) {
        return switch (named.resolver()) {
            case StreamResolver stream -> kind(stream).map(kind -> new Waiting(named, kind, filled(stream)));
            case OnlineResolver online -> Optional.of(new Waiting(named, "an online resolver", online.outputs()));
            case OfflineResolver ignored -> Optional.of(new Waiting(named, "an offline resolver", List.of()));
        };
    }

    private static List<String> filled(StreamResolver resolver) {
        List<String> keys = resolver instanceof WindowedResolver<?> windowed
                ? windowed.keys().stream().map(StreamResolver.Output::fqn).toList()
                : List.of();
        return resolver.features().stream().filter(fqn -> !keys.contains(fqn)).toList();
    }

    private static Optional<String> kind(StreamResolver resolver) {
        if (resolver.switches().sinks().stream().anyMatch(sink -> sink.format() == Sink.Format.ARROW_STREAM)) {
            return Optional.of("a resolver with a sink of Arrow streams");
        }
        return Optional.empty();
    }

    /** Whether rows that it would write belong to a group, and it would let the group know. */
    boolean feeds(Group group) {
        return resolver.resolver() instanceof MappingResolver<?> mapping
                && mapping.switches().updatesMaterializedAggregations()
                && group.columns().stream()
                        .allMatch(column -> mapping.features().contains(group.namespace() + "." + column));
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

    /** Why an aggregation over rows that it writes has no value. */
    String reasonOfAggregation() {
        return "the rows that it aggregates come from " + resolver + ", which is not run · " + kind
                + " is checked but not run yet · give the value as an input";
    }
}
