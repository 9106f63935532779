package dev.oriel.api.check;

import dev.oriel.api.OnlineResolver;
import dev.oriel.api.check.CycleCheck.Place;
import dev.oriel.api.check.DefinitionProblem.Severity;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds online resolvers that need their own results, by way of expressions or of each other. */
final class ResolverCycleCheck {
    /* A depth-first walk over "is computed from". Circles of expressions alone are CycleCheck's to report: here a circle
     * has an online resolver in it, and is reported at the first of them. */

    private final List<NamedResolver> resolvers;
    private final List<Problem> problems;
    private final Map<String, Set<String>> needs = new LinkedHashMap<>();
    private final Map<String, NamedResolver> onlineOf = new LinkedHashMap<>();
    private final Set<String> done = new HashSet<>();
    private final LinkedHashSet<String> path = new LinkedHashSet<>();

    ResolverCycleCheck(Definitions definitions, List<NamedResolver> resolvers, List<Problem> problems) {
        this.resolvers = resolvers;
        this.problems = problems;
        var expressions = new CycleCheck(definitions, new Findings());
        for (FeatureClassDefinition owner : definitions.featureClasses()) {
            owner.features().forEach(feature -> {
                Place place = new Place(owner, feature);
                expressions.needs(place).forEach(other -> needs(place.name(), other.name()));
            });
        }
        for (NamedResolver named : resolvers) {
            if (named.resolver() instanceof OnlineResolver online) {
                online.outputs().forEach(output -> {
                    onlineOf.putIfAbsent(output, named);
                    online.inputs().stream()
                            .filter(input -> !online.outputs().contains(input))
                            .forEach(input -> needs(output, root(input, definitions)));
                });
            }
        }
    }

    private void needs(String feature, String other) {
        needs.computeIfAbsent(feature, ignored -> new LinkedHashSet<>()).add(other);
    }

    /** The feature behind the name of a window, or of a feature of another row. */
    private static String root(String fqn, Definitions definitions) {
        return FeaturePath.of(fqn, definitions) instanceof FeaturePath.Found found
                ? new Place(found.owner(), found.feature()).name()
                : fqn;
    }

    void run() {
        for (NamedResolver named : resolvers) {
            if (named.resolver() instanceof OnlineResolver online) {
                online.outputs().forEach(this::visit);
            }
        }
    }

    private void visit(String feature) {
        if (path.contains(feature)) {
            var walked = new ArrayList<>(path);
            report(walked.subList(walked.indexOf(feature), walked.size()));
        } else if (!done.contains(feature)) {
            path.add(feature);
            needs.getOrDefault(feature, Set.of()).forEach(this::visit);
            path.removeLast();
            done.add(feature);
        }
    }

    private void report(List<String> circle) {
        for (String first : circle) {
            NamedResolver online = onlineOf.get(first);
            if (online != null) {
                var turned = new ArrayList<String>(circle.subList(circle.indexOf(first), circle.size()));
                turned.addAll(circle.subList(0, circle.indexOf(first)));
                String names = String.join(" needs ", turned);
                problems.add(Problem.of(
                        online,
                        Severity.ERROR,
                        "it needs its own result: " + names + " needs " + first + "; break the circle"));
                return;
            }
        }
    }
}
