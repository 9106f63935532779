package dev.oriel.engine.catalog;

import dev.oriel.api.StreamResolver;
import dev.oriel.api.check.DefinitionProblem.Severity;
import dev.oriel.api.check.NamedResolver;
import dev.oriel.api.check.Problem;
import dev.oriel.api.check.ProjectChecker;
import dev.oriel.api.definition.Definitions;
import dev.oriel.engine.message.MessageReader;
import java.util.ArrayList;
import java.util.List;

/** What must hold of definitions and resolvers together: all that the API checks, and that messages can be read. */
final class CatalogChecks {
    private CatalogChecks() {}

    /** All problems, by file and line; those that refuse the definitions and those that do not. */
    static List<Problem> problems(Definitions definitions, List<NamedResolver> resolvers) {
        var problems = new ArrayList<>(ProjectChecker.check(definitions, resolvers));
        resolvers.forEach(resolver -> checkMessage(resolver, problems));
        problems.sort(Problem.BY_PLACE);
        return problems;
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
