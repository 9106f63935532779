package dev.oriel.api.expression;

import java.util.IdentityHashMap;

/** A tree together with the text that it was read from, so that a message can point at a part. */
public final class ParsedExpression {
    private final String text;
    private final Node node;
    private final IdentityHashMap<Node, Integer> offsets;

    ParsedExpression(String text, Node node, IdentityHashMap<Node, Integer> offsets) {
        this.text = text;
        this.node = node;
        this.offsets = new IdentityHashMap<>(offsets);
    }

    /** The text as written. */
    public String text() {
        return text;
    }

    /** The whole tree. */
    public Node node() {
        return node;
    }

    /**
     * Where the mark of a part stands: the name of an attribute or call, the bracket of an index, the operator between two
     * operands, the first character of anything else.
     *
     * @param part a node of this tree, by identity
     * @return an index into {@link #text()}; -1 for a node of another tree
     */
    public int offset(Node part) {
        return offsets.getOrDefault(part, -1);
    }

    /** Where a part begins, without parentheses around it; -1 for a node of another tree. */
    public int start(Node part) {
        return switch (part) {
            case Node.Attribute attribute -> start(attribute.of());
            case Node.Index index -> start(index.of());
            case Node.Call call -> start(call.of());
            case Node.Binary binary -> start(binary.left());
            case Node.Unary unary -> offset(unary);
            case Node.ListLiteral list -> offset(list);
            case Node.Scope scope -> offset(scope);
            case Node.Literal literal -> offset(literal);
        };
    }

    /** The canonical text of the tree. */
    @Override
    public String toString() {
        return node.toString();
    }
}
