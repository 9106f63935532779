package dev.oriel.engine.catalog;

import dev.oriel.api.MappingOutput;
import dev.oriel.api.MappingResolver;
import dev.oriel.api.StreamResolver;
import dev.oriel.api.check.DefinitionProblem.Severity;
import dev.oriel.api.check.MessageExpressionCheck;
import dev.oriel.api.check.NamedResolver;
import dev.oriel.api.check.Problem;
import dev.oriel.api.check.ProjectChecker;
import dev.oriel.api.definition.Definitions;
import dev.oriel.engine.message.MessageFields;
import dev.oriel.engine.message.MessageReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What must hold of definitions and resolvers together: all that the API checks, and that messages can be read. */
final class CatalogChecks {
    private CatalogChecks() {}

    /** All problems, by file and line; those that refuse the definitions and those that do not. */
    static List<Problem> problems(Definitions definitions, List<NamedResolver> resolvers) {
        var problems = new ArrayList<>(ProjectChecker.check(definitions, resolvers));
        resolvers.forEach(resolver -> checkMessage(resolver, definitions, problems));
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

    private static void checkMessage(NamedResolver named, Definitions definitions, List<Problem> problems) {
        if (!(named.resolver() instanceof StreamResolver stream)) {
            return;
        }
        if (stream.input().message().isRecord()) {
            try {
                var unused = MessageReader.of(stream.input().message());
            } catch (IllegalArgumentException e) {
                problems.add(Problem.of(named, Severity.ERROR, String.valueOf(e.getMessage())));
                return;
            }
        }
        boolean expressions = stream instanceof MappingResolver<?> mapping
                && mapping.outputs().stream().anyMatch(MappingOutput.ByExpression.class::isInstance);
        if (expressions) {
            checkExpressions(named, (MappingResolver<?>) stream, definitions, problems);
        }
    }

    private static void checkExpressions(
            NamedResolver named, MappingResolver<?> mapping, Definitions definitions, List<Problem> problems) {
        Optional<Class<?>> message = mapping.input().read();
        if (message.isEmpty()) {
            problems.add(Problem.of(
                    named,
                    Severity.ERROR,
                    "its expressions read what parse gives, whose class is not known: name it, as"
                            + " .parse(Parsed.class, Parsed::of)"));
            return;
        }
        try {
            var check = new MessageExpressionCheck(
                    message.get().getSimpleName(),
                    MessageFields.of(message.get()).struct(),
                    definitions);
            problems.addAll(check.check(named, mapping));
        } catch (IllegalArgumentException e) {
            problems.add(Problem.of(named, Severity.ERROR, String.valueOf(e.getMessage())));
        }
    }
}
