package dev.oriel.api.check;

import dev.oriel.api.check.DefinitionProblem.Part;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.expression.ExpressionParser;
import dev.oriel.api.expression.ExpressionSyntaxException;
import dev.oriel.api.expression.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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

    /** The features of its own row that an expression reads. */
    Set<Place> needs(Place place) {
        var found = new LinkedHashSet<Place>();
        String expression = place.feature().expression();
        if (expression != null) {
            try {
                collect(ExpressionParser.parse(expression).node(), place.owner(), found);
            } catch (ExpressionSyntaxException e) {
                // Reported where the expression is checked; what cannot be read needs nothing.
                return Set.of();
            }
        }
        return found;
    }

    private void collect(Node node, FeatureClassDefinition row, Set<Place> found) {
        if (node instanceof Node.Attribute attribute && attribute.isOfRow()) {
            row.feature(attribute.name()).ifPresent(feature -> found.add(new Place(row, feature)));
            return;
        }
        List<Node> children = node.children();
        FeatureClassDefinition inner = rowsOf(node, row).orElse(row);
        for (int i = 0; i < children.size(); i++) {
            // The first child is what the brackets or the call stand behind; the others are about its rows.
            collect(children.get(i), i == 0 ? row : inner, found);
        }
    }

    /** The class of the rows that the items of an index, or the arguments of a call, are about. */
    private Optional<FeatureClassDefinition> rowsOf(Node node, FeatureClassDefinition row) {
        return switch (node) {
            case Node.Index index -> rowsOf(index.of(), row);
            case Node.Call call -> rowsOf(call.of(), row);
            case Node.Attribute attribute ->
                attribute.isOfRow()
                        ? row.feature(attribute.name())
                                .map(FeatureDefinition::target)
                                .flatMap(definitions::javaClass)
                        : Optional.empty();
            case Node.Scope ignored -> Optional.empty();
            case Node.Binary ignored -> Optional.empty();
            case Node.Unary ignored -> Optional.empty();
            case Node.ListLiteral ignored -> Optional.empty();
            case Node.Literal ignored -> Optional.empty();
        };
    }
}
