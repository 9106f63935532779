package dev.oriel.api.check;

import dev.oriel.api.MappingResolver;
import dev.oriel.api.OfflineResolver;
import dev.oriel.api.OnlineResolver;
import dev.oriel.api.Resolver;
import dev.oriel.api.WindowedResolver;
import dev.oriel.api.check.DefinitionProblem.Severity;
import dev.oriel.api.definition.Definitions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks that no two resolvers fill one feature in one environment: which of them would be asked is a matter of luck. */
final class OneResolverCheck {
    /* Several sources may write rows of one class, and one feature of them: the later message wins, as it does within a
     * source. The same source twice would count every message twice. */

    private final List<NamedResolver> resolvers;
    private final Definitions definitions;
    private final List<Problem> problems;

    OneResolverCheck(List<NamedResolver> resolvers, Definitions definitions, List<Problem> problems) {
        this.resolvers = resolvers;
        this.definitions = definitions;
        this.problems = problems;
    }

    void run() {
        Map<String, List<NamedResolver>> fillersOf = new HashMap<>();
        for (NamedResolver named : resolvers) {
            // Resolvers that share one feature mostly share several: the first says enough.
            for (String what : filled(named.resolver())) {
                Optional<NamedResolver> rival = rival(named, fillersOf.getOrDefault(what, List.of()));
                if (rival.isPresent()) {
                    report(named, what, rival.get());
                    break;
                }
            }
            filled(named.resolver())
                    .forEach(what -> fillersOf
                            .computeIfAbsent(what, ignored -> new ArrayList<>())
                            .add(named));
        }
    }

    /** What a resolver has for itself: features, or the history of a class. */
    private List<String> filled(Resolver resolver) {
        return switch (resolver) {
            case MappingResolver<?> mapping -> mapping.features();
            case WindowedResolver<?> windowed ->
                windowed.features().stream()
                        .filter(fqn -> !isKey(windowed, fqn))
                        .toList();
            case OnlineResolver online -> online.outputs();
            case OfflineResolver offline ->
                List.of("the history of " + offline.featureClass().getSimpleName());
        };
    }

    private boolean isKey(WindowedResolver<?> resolver, String fqn) {
        return resolver.keys().stream().anyMatch(key -> key.fqn().equals(fqn))
                || (FeaturePath.of(fqn, definitions) instanceof FeaturePath.Found found
                        && found.feature().primary());
    }

    private static Optional<NamedResolver> rival(NamedResolver named, List<NamedResolver> others) {
        return others.stream()
                .filter(other -> rivals(named.resolver(), other.resolver()))
                .findFirst();
    }

    private static boolean rivals(Resolver one, Resolver other) {
        boolean bothMap = one instanceof MappingResolver<?> && other instanceof MappingResolver<?>;
        return share(one.environments(), other.environments()) && (!bothMap || sameSource(one, other));
    }

    private static boolean sameSource(Resolver one, Resolver other) {
        return one instanceof MappingResolver<?> left
                && other instanceof MappingResolver<?> right
                && left.source().name().equals(right.source().name());
    }

    /** Whether two resolvers meet anywhere; no names are all environments. */
    private static boolean share(List<String> one, List<String> other) {
        return one.isEmpty() || other.isEmpty() || one.stream().anyMatch(other::contains);
    }

    private void report(NamedResolver named, String what, NamedResolver rival) {
        boolean feature = !(named.resolver() instanceof OfflineResolver);
        String source =
                named.resolver() instanceof MappingResolver<?> mapping && rival.resolver() instanceof MappingResolver<?>
                        ? " from source '" + mapping.source().name() + "'"
                        : "";
        problems.add(Problem.of(
                named,
                Severity.ERROR,
                "it fills " + (feature ? "'" + what + "'" : what) + source + ", as " + nameBeside(named, rival)
                        + " does: one resolver fills a feature" + (source.isEmpty() ? "" : " from a source")
                        + "; drop one of them, or give them different .environments(…)"));
    }

    /** How a message at one resolver names another: with its class where that is another. */
    static String nameBeside(NamedResolver named, NamedResolver other) {
        return "'" + (named.className().equals(other.className()) ? other.name() : other.toString()) + "'";
    }
}
