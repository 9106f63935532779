package dev.oriel.api.check;

import dev.oriel.api.check.DefinitionProblem.Part;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.Joins;
import dev.oriel.api.expression.ExpressionParser;
import dev.oriel.api.expression.ExpressionSyntaxException;
import dev.oriel.api.expression.Node;
import dev.oriel.api.expression.RowScopes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds expressions that need their own result, directly or by way of others. */
final class CycleCheck {
    /* A depth-first walk that keeps the path it came by; a feature met again on the path closes a cycle. Each cycle is
     * reported once, at the feature where the walk entered it. */

    /** A feature of a class. */
    record Place(FeatureClassDefinition owner, FeatureDefinition feature) {
        String name() {
            return owner.namespace() + "." + feature.name();
        }
    }

    private final Definitions definitions;
    private final Findings findings;
    private final Set<Place> done = new HashSet<>();
    private final LinkedHashSet<Place> path = new LinkedHashSet<>();

    CycleCheck(Definitions definitions, Findings findings) {
        this.definitions = definitions;
        this.findings = findings;
    }

    void run() {
        for (FeatureClassDefinition owner : definitions.featureClasses()) {
            owner.features().forEach(feature -> visit(new Place(owner, feature)));
        }
    }

    private void visit(Place place) {
        if (path.contains(place)) {
            report(place);
        } else if (!done.contains(place)) {
            path.add(place);
            needs(place).forEach(this::visit);
            path.removeLast();
            done.add(place);
        }
    }

    private void report(Place first) {
        var cycle = new ArrayList<>(path);
        List<Place> members = cycle.subList(cycle.indexOf(first), cycle.size());
        String names = members.stream().map(Place::name).collect(Collectors.joining(" needs "));
        findings.error(
                first.owner(),
                first.feature(),
                Part.EXPRESSION,
                "the expression needs its own result: " + names + " needs " + first.name() + "; break the circle");
    }

    /** The features that an expression reads, and those that tell which rows a relation leads to. */
    Set<Place> needs(Place place) {
        var found = new LinkedHashSet<Place>();
        if (place.feature().target() != null) {
            Joins.of(place.owner(), place.feature(), definitions)
                    .pairs()
                    .forEach(pair -> found.add(new Place(place.owner(), pair.own())));
        }
        String expression = place.feature().expression();
        if (expression != null) {
            try {
                Node node = ExpressionParser.parse(expression).node();
                collect(new RowScopes(place.owner(), definitions).canonical(node), place.owner(), found);
            } catch (ExpressionSyntaxException e) {
                // Reported where the expression is checked; what cannot be read needs nothing.
                return Set.of();
            }
        }
        return found;
    }

    private void collect(Node node, FeatureClassDefinition row, Set<Place> found) {
        var scopes = new RowScopes(row, definitions);
        if (node instanceof Node.Attribute attribute) {
            scopes.leadsTo(attribute.of())
                    .ifPresent(owner ->
                            owner.feature(attribute.name()).ifPresent(feature -> found.add(new Place(owner, feature))));
        }
        FeatureClassDefinition inner = scopes.within(node).orElse(row);
        List<Node> children = node.children();
        int outer = children.size() - RowScopes.inner(node).size();
        for (int i = 0; i < children.size(); i++) {
            collect(children.get(i), i < outer ? row : inner, found);
        }
    }
}
