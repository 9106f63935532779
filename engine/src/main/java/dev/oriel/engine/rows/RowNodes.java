package dev.oriel.engine.rows;

import dev.oriel.api.expression.Node;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Expressions with parts of them replaced. */
final class RowNodes {
    private RowNodes() {}

    /**
     * The same expression with others in place of some parts.
     *
     * @param replacement of a part; empty where it stays and its own parts are looked at
     */
    static Node replace(Node node, Function<Node, Optional<Node>> replacement) {
        Optional<Node> other = replacement.apply(node);
        if (other.isPresent()) {
            return other.get();
        }
        return switch (node) {
            case Node.Attribute attribute -> new Node.Attribute(replace(attribute.of(), replacement), attribute.name());
            case Node.Index index -> new Node.Index(replace(index.of(), replacement), all(index.items(), replacement));
            case Node.Call call ->
                new Node.Call(
                        replace(call.of(), replacement),
                        call.name(),
                        call.arguments().stream()
                                .map(argument -> argument(argument, replacement))
                                .toList());
            case Node.Binary binary ->
                new Node.Binary(
                        binary.operator(), replace(binary.left(), replacement), replace(binary.right(), replacement));
            case Node.Unary unary -> new Node.Unary(unary.operator(), replace(unary.operand(), replacement));
            case Node.ListLiteral list -> new Node.ListLiteral(all(list.items(), replacement));
            case Node.Scope scope -> scope;
            case Node.Literal literal -> literal;
        };
    }

    private static List<Node> all(List<Node> nodes, Function<Node, Optional<Node>> replacement) {
        return nodes.stream().map(node -> replace(node, replacement)).toList();
    }

    private static Node.Argument argument(Node.Argument argument, Function<Node, Optional<Node>> replacement) {
        Node value = replace(argument.value(), replacement);
        return switch (argument) {
            case Node.Argument.Positional ignored -> new Node.Argument.Positional(value);
            case Node.Argument.Named named -> new Node.Argument.Named(named.name(), value);
        };
    }
}
