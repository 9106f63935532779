package dev.oriel.api.expression;

import dev.oriel.api.definition.DeclaredWindows;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which class {@code _} is a row of, in each part of an expression over rows of one class. For expressions that the checker
 * accepts; of others it makes no more of what it does not know than there is.
 */
public final class RowScopes {
    private final FeatureClassDefinition row;
    private final Definitions definitions;

    /** The scopes of expressions over rows of a class. */
    public RowScopes(FeatureClassDefinition row, Definitions definitions) {
        this.row = row;
        this.definitions = definitions;
    }

    /** The class that a relation, or a path of relations, leads to; that of the row for {@code _}. */
    public Optional<FeatureClassDefinition> leadsTo(Node node) {
        if (node instanceof Node.Scope scope) {
            return scope.isRow() ? Optional.of(row) : Optional.empty();
        }
        return node instanceof Node.Attribute attribute
                ? leadsTo(attribute.of())
                        .flatMap(owner -> owner.feature(attribute.name()))
                        .map(FeatureDefinition::target)
                        .flatMap(definitions::javaClass)
                : Optional.empty();
    }

    /**
     * The class of {@code _} within the items of an index and the arguments of a call, where it is another than around them:
     * rows are filtered, aggregated or grouped. What the index or call stands behind is never within.
     */
    public Optional<FeatureClassDefinition> within(Node node) {
        return switch (node) {
            case Node.Index index -> rows(index.of());
            case Node.Call call ->
                FunctionCall.isLibrary(call.of())
                                && AggregationFunction.of(call.name()).isPresent()
                        ? call.arguments().stream().findFirst().flatMap(first -> rows(first.value()))
                        : rows(call.of());
            case Node.Attribute ignored -> Optional.empty();
            case Node.Scope ignored -> Optional.empty();
            case Node.Binary ignored -> Optional.empty();
            case Node.Unary ignored -> Optional.empty();
            case Node.ListLiteral ignored -> Optional.empty();
            case Node.Literal ignored -> Optional.empty();
        };
    }

    /** The class of rows, filtered and grouped or not; empty for everything else. */
    private Optional<FeatureClassDefinition> rows(Node node) {
        return switch (node) {
            case Node.Index index -> rows(index.of());
            case Node.Call call ->
                call.name().equals("where") || call.name().equals("group_by") ? rows(call.of()) : Optional.empty();
            case Node.Attribute attribute ->
                leadsTo(attribute.of())
                        .flatMap(owner -> owner.feature(attribute.name()))
                        .filter(feature -> feature.shape() == FeatureDefinition.Shape.HAS_MANY)
                        .map(FeatureDefinition::target)
                        .flatMap(definitions::javaClass);
            case Node.Scope ignored -> Optional.empty();
            case Node.Binary ignored -> Optional.empty();
            case Node.Unary ignored -> Optional.empty();
            case Node.ListLiteral ignored -> Optional.empty();
            case Node.Literal ignored -> Optional.empty();
        };
    }

    /** The parts of an index or a call that {@link #within} is about. */
    public static List<Node> inner(Node node) {
        return switch (node) {
            case Node.Index index -> index.items();
            case Node.Call call ->
                call.arguments().stream()
                        .map(Node.Argument::value)
                        .skip(
                                FunctionCall.isLibrary(call.of())
                                                && AggregationFunction.of(call.name())
                                                        .isPresent()
                                        ? 1
                                        : 0)
                        .toList();
            case Node.Attribute ignored -> List.of();
            case Node.Scope ignored -> List.of();
            case Node.Binary ignored -> List.of();
            case Node.Unary ignored -> List.of();
            case Node.ListLiteral ignored -> List.of();
            case Node.Literal ignored -> List.of();
        };
    }

    /**
     * The same expression with every window of another feature spelled {@code _.total_spend['30d']}: {@code
     * _.total_spend_30d}, {@code _.total_spend__2592000__} and {@code _.total_spend("30d")} are other spellings of it. Cost:
     * linear in the tree.
     */
    public Node canonical(Node node) {
        return switch (node) {
            case Node.Attribute attribute -> canonical(attribute);
            case Node.Index index -> new Node.Index(canonical(index.of()), items(index));
            case Node.Call call -> canonical(call);
            case Node.Binary binary ->
                new Node.Binary(binary.operator(), canonical(binary.left()), canonical(binary.right()));
            case Node.Unary unary -> new Node.Unary(unary.operator(), canonical(unary.operand()));
            case Node.ListLiteral list ->
                new Node.ListLiteral(list.items().stream().map(this::canonical).toList());
            case Node.Scope scope -> scope;
            case Node.Literal literal -> literal;
        };
    }

    private Node canonical(Node.Attribute attribute) {
        Optional<DeclaredWindows.Spelled> window = leadsTo(attribute.of())
                .filter(owner -> owner.feature(attribute.name()).isEmpty())
                .flatMap(owner -> DeclaredWindows.underscored(owner, attribute.name()));
        return window.<Node>map(found -> new Node.Index(
                        new Node.Attribute(attribute.of(), found.feature().name()),
                        List.of(new Node.TextLiteral(found.window()))))
                .orElseGet(() -> new Node.Attribute(canonical(attribute.of()), attribute.name()));
    }

    /** Nothing within rows is a windowed feature: the checker refuses them there. */
    private List<Node> items(Node.Index index) {
        return within(index).isPresent()
                ? index.items()
                : index.items().stream().map(this::canonical).toList();
    }

    private Node canonical(Node.Call call) {
        boolean feature = call.of() instanceof Node.Scope scope
                && scope.isRow()
                && call.arguments().size() == 1
                && row.feature(call.name()).isPresent();
        if (feature) {
            return new Node.Index(
                    new Node.Attribute(call.of(), call.name()),
                    List.of(call.arguments().getFirst().value()));
        }
        boolean within = within(call).isPresent();
        int last = call.arguments().size() - inner(call).size();
        var arguments = new ArrayList<Node.Argument>();
        for (int i = 0; i < call.arguments().size(); i++) {
            Node.Argument argument = call.arguments().get(i);
            Node value = within && i >= last ? argument.value() : canonical(argument.value());
            arguments.add(
                    argument instanceof Node.Argument.Named named
                            ? new Node.Argument.Named(named.name(), value)
                            : new Node.Argument.Positional(value));
        }
        return new Node.Call(canonical(call.of()), call.name(), arguments);
    }
}
