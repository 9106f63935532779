package dev.oriel.engine.catalog;

import dev.oriel.api.Source;
import dev.oriel.api.StreamResolver;
import dev.oriel.api.check.DefinitionChecker;
import dev.oriel.api.check.DefinitionProblem;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.engine.message.MessageReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What must hold of definitions and resolvers together, beyond what the compiler saw. */
final class CatalogChecks {
    private CatalogChecks() {}

    /** All problems, one line each; empty when the definitions can be served. */
    static List<String> problems(Definitions definitions, List<NamedResolver> resolvers) {
        var problems = new ArrayList<String>();
        DefinitionChecker.check(definitions).stream()
                .filter(problem -> problem.severity() == DefinitionProblem.Severity.ERROR)
                .map(DefinitionProblem::text)
                .forEach(problems::add);
        resolvers.forEach(resolver -> checkOutputs(definitions, resolver, problems));
        resolvers.forEach(resolver -> checkMessage(resolver, problems));
        checkSources(resolvers, problems);
        checkOneResolverEach(resolvers, problems);
        return problems;
    }

    private static void checkMessage(NamedResolver named, List<String> problems) {
        try {
            var unused = new MessageReader(named.resolver().message());
        } catch (IllegalArgumentException e) {
            problems.add(named + ": " + e.getMessage());
        }
    }

    private static void checkOutputs(Definitions definitions, NamedResolver named, List<String> problems) {
        Set<String> namespaces = named.resolver().outputs().stream()
                .map(output -> namespace(output.fqn()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (namespaces.size() > 1) {
            problems.add(named + ": outputs features of several classes: " + String.join(", ", namespaces)
                    + " · a message writes one row · write a resolver for each");
            return;
        }
        String namespace = namespaces.iterator().next();
        FeatureClassDefinition owner = definitions.namespace(namespace).orElse(null);
        if (owner == null) {
            problems.add(named + ": no feature class has the namespace '" + namespace + "' · known are "
                    + definitions.featureClasses().stream()
                            .map(FeatureClassDefinition::namespace)
                            .collect(Collectors.joining(", "))
                    + " · add its classes to what is served");
            return;
        }
        for (StreamResolver.Output output : named.resolver().outputs()) {
            checkOutput(owner, named, output.fqn(), problems);
        }
        String primaryKey = owner.primaryKey().map(FeatureDefinition::name).orElse("id");
        if (!owner.singleton()
                && named.resolver().outputs().stream().noneMatch(o -> o.fqn().equals(namespace + "." + primaryKey))) {
            problems.add(named + ": does not output '" + namespace + "." + primaryKey
                    + "' · a row is written under its primary key · add .output(" + owner.simpleName() + "_."
                    + primaryKey + ", …)");
        }
    }

    private static void checkOutput(
            FeatureClassDefinition owner, NamedResolver named, String fqn, List<String> problems) {
        String name = fqn.substring(fqn.indexOf('.') + 1);
        FeatureDefinition feature = owner.feature(name).orElse(null);
        if (feature == null) {
            problems.add(named + ": no feature '" + name + "' on " + owner.simpleName() + " · known are "
                    + owner.features().stream().map(FeatureDefinition::name).collect(Collectors.joining(", "))
                    + " · compile the resolvers against this version of " + owner.simpleName());
        } else if (feature.shape() != FeatureDefinition.Shape.SCALAR) {
            problems.add(named + ": '" + fqn + "' is no single value · a mapping resolver writes scalar features ·"
                    + " output a scalar feature");
        } else if (feature.expression() != null) {
            problems.add(named + ": '" + fqn + "' has an expression · the platform computes it ·"
                    + " remove the output or the @Expression");
        }
    }

    private static void checkSources(List<NamedResolver> resolvers, List<String> problems) {
        Map<String, Source> byName = new HashMap<>();
        for (NamedResolver named : resolvers) {
            Source source = named.resolver().source();
            Source first = byName.putIfAbsent(source.name(), source);
            if (first != null && !first.equals(source)) {
                problems.add(named + ": source '" + source.name() + "' is declared twice, differently: " + first
                        + " and " + source + " · a name is one source · share one constant");
            }
        }
    }

    /** Two resolvers that write the same feature from the same source would count every message twice. */
    private static void checkOneResolverEach(List<NamedResolver> resolvers, List<String> problems) {
        Map<String, NamedResolver> writerOf = new HashMap<>();
        for (NamedResolver named : resolvers) {
            for (StreamResolver.Output output : named.resolver().outputs()) {
                String source = named.resolver().source().name();
                NamedResolver other = writerOf.putIfAbsent(source + " " + output.fqn(), named);
                if (other != null) {
                    problems.add(named + ": writes '" + output.fqn() + "' from source '" + source + "', as " + other
                            + " does · a feature has one resolver for each source · remove one of them");
                    break;
                }
            }
        }
    }

    private static String namespace(String fqn) {
        return fqn.substring(0, fqn.indexOf('.'));
    }
}
