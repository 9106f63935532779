package dev.oriel.engine.catalog;

import dev.oriel.api.check.DefinitionProblem.Severity;
import dev.oriel.api.check.NamedResolver;
import dev.oriel.api.check.Problem;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.ResolverClassDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Definitions and everything that is wrong with them, as a build, the command line and a starting server see them.
 *
 * @param definitions as they were read
 * @param resolvers those that could be read
 * @param problems errors and warnings, by file and line
 * @param loader of the feature classes; empty where definitions were made without any
 */
public record CheckedProject(
        Definitions definitions, List<NamedResolver> resolvers, List<Problem> problems, Optional<ClassLoader> loader) {
    /** Copies the lists. */
    public CheckedProject {
        resolvers = List.copyOf(resolvers);
        problems = List.copyOf(problems);
    }

    /**
     * Reads and checks the definitions of a class loader. Resolver classes are made by their constructors without arguments;
     * those without one are warned about, since an instance may be handed over where they are served.
     *
     * @throws DefinitionException if there are no definitions, or none that can be read
     */
    public static CheckedProject of(ClassLoader loader) throws DefinitionException {
        return of(loader, List.of(), Severity.WARNING);
    }

    static CheckedProject of(ClassLoader loader, List<Object> instances, Severity withoutInstance)
            throws DefinitionException {
        Definitions definitions = DefinitionsReader.read(loader);
        var read = new ResolverInstances(loader, instances);
        for (ResolverClassDefinition found : definitions.resolverClasses()) {
            read.read(found, withoutInstance);
        }
        return of(definitions, read, loader);
    }

    static CheckedProject of(Definitions definitions, ResolverInstances read, ClassLoader loader) {
        var problems = new ArrayList<>(read.problems());
        problems.addAll(CatalogChecks.problems(definitions, read.resolvers()));
        problems.sort(Problem.BY_PLACE);
        return new CheckedProject(definitions, read.resolvers(), problems, Optional.of(loader));
    }

    /** Whether a server refuses the definitions. */
    public boolean refused() {
        return problems.stream().anyMatch(Problem::refuses);
    }
}
