package dev.oriel.api.check;

import dev.oriel.api.Deduplication;
import dev.oriel.api.Durations;
import dev.oriel.api.FileSource;
import dev.oriel.api.MappingResolver;
import dev.oriel.api.ResolverSwitches;
import dev.oriel.api.Sink;
import dev.oriel.api.Source;
import dev.oriel.api.StreamInput;
import dev.oriel.api.StreamResolver;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks what mapping and windowed resolvers have in common: their source, their message and their switches. */
final class StreamCheck {
    private final ResolverCheck check;
    private final StreamResolver resolver;

    StreamCheck(ResolverCheck check, StreamResolver resolver) {
        this.check = check;
        this.resolver = resolver;
    }

    void run() {
        StreamInput input = resolver.input();
        source(input.source());
        message(input.message());
        input.deduplication().ifPresent(this::deduplication);
        if (input.deduplication().isPresent() && input.upsert()) {
            check.error("deduplicate drops what upsert replaces: keep one of them");
        }
        switches(resolver.switches());
    }

    private void source(Source source) {
        if (!ResolverCheck.isName(source.name())) {
            check.error("'" + source.name() + "' is no name of a source: use letters, digits, '-', '_' and '.'");
        }
        FeatureCheck.durationProblem(source.lateArrivalDeadline())
                .ifPresent(problem ->
                        check.error("the deadline of source '" + source.name() + "' for late messages: " + problem));
        source.deadLetters()
                .filter(place -> !ResolverCheck.isName(place))
                .ifPresent(place -> check.error("'" + place + "' is no place for the dead letters of source '"
                        + source.name() + "': use letters, digits, '-', '_' and '.'"));
        if (source instanceof FileSource file && !(file.speed() >= 0 && file.speed() < Double.POSITIVE_INFINITY)) {
            check.error("source '" + file.name() + "' cannot be read at a speed of " + file.speed()
                    + ": give 1 for as recorded, more for faster, 0 for as fast as possible");
        }
    }

    private void message(Class<?> message) {
        if (!message.isRecord() && message != String.class && message != byte[].class && message != Map.class) {
            check.error("'" + message.getSimpleName() + "' is no message: stream a record, String or byte[], or use"
                    + " streamMaps");
        }
    }

    private void deduplication(Deduplication deduplication) {
        Optional<String> problem = FeatureCheck.durationProblem(deduplication.within());
        if (problem.isPresent()) {
            check.error("the period of deduplicate: " + problem.get());
        } else if (Durations.millis(deduplication.within()) == 0) {
            check.error("the period of deduplicate: '" + deduplication.within()
                    + "' remembers nothing: make it longer than 0, or drop deduplicate");
        }
    }

    private void switches(ResolverSwitches switches) {
        Set<String> seen = new HashSet<>();
        for (Sink sink : switches.sinks()) {
            if (!ResolverCheck.isName(sink.name())) {
                check.error("'" + sink.name() + "' is no name of a sink: use letters, digits, '-', '_' and '.'");
            } else if (!seen.add(sink.name())) {
                check.error("the sink '" + sink.name() + "' is named twice: drop one");
            }
            for (String feature : sink.features()) {
                if (!resolver.features().contains(feature)) {
                    check.error("the sink '" + sink.name() + "' is sent '" + feature
                            + "', which is no output of this resolver: outputs are "
                            + String.join(", ", resolver.features()));
                }
            }
        }
        boolean kept = !switches.skipOnline() || !switches.skipOffline();
        if (!kept && switches.sinks().isEmpty() && !feedsAggregations()) {
            check.warning("it skips both stores and has no sink: nothing comes of its outputs");
        }
    }

    private boolean feedsAggregations() {
        return resolver instanceof MappingResolver<?> && resolver.switches().updatesMaterializedAggregations();
    }
}
