package dev.oriel.api.check;

import dev.oriel.api.definition.Definitions;
import java.util.ArrayList;
import java.util.List;

/** Finds everything that is wrong with feature classes and resolvers together. */
public final class ProjectChecker {
    private ProjectChecker() {}

    /**
     * Checks all classes and all resolvers, each by itself and then together.
     *
     * @return every problem, by file and line; empty when all is well
     */
    public static List<Problem> check(Definitions definitions, List<NamedResolver> resolvers) {
        var problems = new ArrayList<Problem>();
        DefinitionChecker.check(definitions).stream().map(Problem::of).forEach(problems::add);
        for (NamedResolver resolver : resolvers) {
            new ResolverCheck(resolver, definitions, problems).run();
        }
        new SourceCheck(resolvers, problems).run();
        new OneResolverCheck(resolvers, definitions, problems).run();
        new ResolverCycleCheck(definitions, resolvers, problems).run();
        problems.sort(Problem.BY_PLACE);
        return List.copyOf(problems);
    }
}
