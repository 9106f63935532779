package dev.oriel.engine.catalog;

import dev.oriel.api.Resolver;
import dev.oriel.api.ResolverClass;
import dev.oriel.api.check.DefinitionProblem.Severity;
import dev.oriel.api.check.NamedResolver;
import dev.oriel.api.check.Problem;
import dev.oriel.api.definition.ResolverClassDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the classes of resolvers, or takes the instances that were handed over, and reads the resolvers out of them. */
final class ResolverInstances {
    private final ClassLoader loader;
    private final List<Object> handedOver;
    private final List<NamedResolver> resolvers = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    /**
     * Begins with nothing read.
     *
     * @param handedOver instances to use in place of new ones
     */
    ResolverInstances(ClassLoader loader, List<Object> handedOver) {
        this.loader = loader;
        this.handedOver = List.copyOf(handedOver);
    }

    List<NamedResolver> resolvers() {
        return resolvers;
    }

    /** Why resolvers could not be read. */
    List<Problem> problems() {
        return problems;
    }

    /**
     * Reads one class.
     *
     * @param withoutInstance how bad it is that a class had to be handed over and was not
     * @throws DefinitionException if the generated access is missing or of another version
     */
    void read(ResolverClassDefinition definition, Severity withoutInstance) throws DefinitionException {
        ResolverClass accessor = DefinitionsReader.resolverClass(loader, definition.accessor());
        try {
            Optional<Object> instance = handedOver(accessor);
            if (instance.isEmpty() && accessor.needsInstance()) {
                problem(
                        definition,
                        withoutInstance,
                        "its resolvers are not known, since it has no constructor without arguments: hand an instance"
                                + " over");
                return;
            }
            Object made = instance.isPresent() ? instance.get() : accessor.newInstance();
            accessor.resolvers(made).forEach((name, resolver) -> read(definition, name, resolver));
        } catch (RuntimeException | ExceptionInInitializerError | AssertionError e) {
            // The user's own initialisers and constructor have thrown.
            Throwable cause = e instanceof ExceptionInInitializerError && e.getCause() != null ? e.getCause() : e;
            problem(definition, Severity.ERROR, "it cannot be made: " + cause);
        } catch (LinkageError e) {
            problem(
                    definition,
                    Severity.ERROR,
                    "it cannot be loaded: " + e + "; compile it again with this version, and with all that it uses");
        }
    }

    private Optional<Object> handedOver(ResolverClass accessor) {
        return handedOver.stream().filter(accessor.type()::isInstance).findFirst();
    }

    private void read(ResolverClassDefinition definition, String name, @Nullable Resolver resolver) {
        long line = definition.lineOf(name);
        if (resolver == null) {
            var subject = new Problem.Subject(Problem.Kind.RESOLVER, definition.simpleName() + "." + name, name);
            problems.add(new Problem(
                    definition.file(), line, Severity.ERROR, subject, "it is null: give the field a resolver"));
        } else {
            resolvers.add(new NamedResolver(definition.simpleName(), name, definition.file(), line, resolver));
        }
    }

    private void problem(ResolverClassDefinition definition, Severity severity, String message) {
        var subject = new Problem.Subject(Problem.Kind.RESOLVER, definition.simpleName(), definition.simpleName());
        problems.add(new Problem(definition.file(), definition.line(), severity, subject, message));
    }
}
