package dev.oriel.engine.catalog;

import dev.oriel.api.MappingResolver;
import dev.oriel.api.StreamResolver;
import dev.oriel.api.check.DefinitionProblem.Severity;
import dev.oriel.api.check.NamedResolver;
import dev.oriel.api.check.Problem;
import dev.oriel.api.check.ProjectChecker;
import dev.oriel.api.definition.Definitions;
import dev.oriel.engine.message.MessageReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What must hold of definitions and resolvers together: all that the API checks, and that messages can be read. */
final class CatalogChecks {
    private CatalogChecks() {}

    /** All problems, by file and line; those that refuse the definitions and those that do not. */
    static List<Problem> problems(Definitions definitions, List<NamedResolver> resolvers) {
        var problems = new ArrayList<>(ProjectChecker.check(definitions, resolvers));
        resolvers.forEach(resolver -> checkMessage(resolver, problems));
        if (problems.stream().noneMatch(Problem::refuses)) {
            resolvers.forEach(resolver -> checkUpsert(resolver, SeriesPlan.of(definitions), problems));
        }
        problems.sort(Problem.BY_PLACE);
        return problems;
    }

    /** Rows that are replaced must be taken out of buckets again, which not every aggregation can do. */
    private static void checkUpsert(NamedResolver named, SeriesPlan plan, List<Problem> problems) {
        if (!(named.resolver() instanceof MappingResolver<?> mapping)
                || !mapping.input().upsert()
                || !mapping.switches().updatesMaterializedAggregations()) {
            return;
        }
        for (Group group : plan.groups()) {
            boolean fed = group.columns().stream()
                    .allMatch(column -> mapping.features().contains(group.namespace() + "." + column));
            for (SeriesLayer layer : fed ? group.layers() : List.<SeriesLayer>of()) {
                List<String> obstacles = layer.kernel().withdrawalObstacles();
                if (!obstacles.isEmpty()) {
                    problems.add(Problem.of(
                            named,
                            Severity.ERROR,
                            "it replaces rows, and " + String.join(", ", obstacles) + " of "
                                    + layer.rules().stream()
                                            .filter(rule -> obstacles.contains(rule.aggregation()))
                                            .flatMap(rule -> rule.dependentFeatures().stream())
                                            .distinct()
                                            .collect(Collectors.joining(", "))
                                    + " cannot take one back: keep the events by @Materialized(edges = EXACT), or drop"
                                    + " .upsert()"));
                }
            }
        }
    }

    private static void checkMessage(NamedResolver named, List<Problem> problems) {
        if (named.resolver() instanceof StreamResolver stream
                && stream.input().message().isRecord()) {
            try {
                var unused = MessageReader.of(stream.input().message());
            } catch (IllegalArgumentException e) {
                problems.add(Problem.of(named, Severity.ERROR, String.valueOf(e.getMessage())));
            }
        }
    }
}
