package dev.oriel.api.expression;

import dev.oriel.api.definition.Unprinted;
import java.util.List;

/** Writes expressions in their canonical form: one space around operators, single quotes, no parentheses but needed ones. */
public final class ExpressionPrinter {
    private static final int LOOSEST = 0;
    private static final int POSTFIX = BinaryOperator.POWER.precedence() + 1;

    private final StringBuilder out = new StringBuilder();

    private ExpressionPrinter() {}

    /** The canonical text; {@link ExpressionParser#parse} of it gives an equal tree. Cost: linear in the tree. */
    public static String print(Node node) {
        var printer = new ExpressionPrinter();
        printer.write(node, LOOSEST);
        return printer.out.toString();
    }

    /** Writes a node where only one that binds at least as tight as {@code needed} may stand bare. */
    private void write(Node node, int needed) {
        boolean wrapped = precedence(node) < needed;
        if (wrapped) {
            out.append('(');
        }
        switch (node) {
            case Node.Scope scope -> out.append(scope.name());
            case Node.Attribute attribute -> {
                writeBase(attribute.of());
                out.append('.').append(attribute.name());
            }
            case Node.Index index -> {
                writeBase(index.of());
                out.append('[');
                writeAll(index.items());
                out.append(']');
            }
            case Node.Call call -> writeCall(call);
            case Node.Binary binary -> writeBinary(binary);
            case Node.Unary unary -> writeUnary(unary);
            case Node.ListLiteral list -> {
                out.append('[');
                writeAll(list.items());
                out.append(']');
            }
            case Node.LongLiteral literal -> out.append(literal.value());
            case Node.DoubleLiteral literal ->
                out.append(Double.toString(literal.value()).replace('E', 'e'));
            case Node.TextLiteral literal -> writeText(literal.value());
            case Node.BooleanLiteral literal -> out.append(literal.value() ? "True" : "False");
            case Node.NullLiteral ignored -> out.append("None");
        }
        if (wrapped) {
            out.append(')');
        }
    }

    private static int precedence(Node node) {
        return switch (node) {
            case Node.Binary binary -> binary.operator().precedence();
            case Node.Unary ignored -> UnaryOperator.PRECEDENCE;
            case Node.LongLiteral literal -> ofNumber(literal.value() < 0);
            // By its sign, not by comparing with zero: the text of -0.0 begins with a minus as well.
            case Node.DoubleLiteral literal -> ofNumber(Math.copySign(1, literal.value()) < 0);
            case Node.Scope ignored -> POSTFIX;
            case Node.Attribute ignored -> POSTFIX;
            case Node.Index ignored -> POSTFIX;
            case Node.Call ignored -> POSTFIX;
            case Node.ListLiteral ignored -> POSTFIX;
            case Node.TextLiteral ignored -> POSTFIX;
            case Node.BooleanLiteral ignored -> POSTFIX;
            case Node.NullLiteral ignored -> POSTFIX;
        };
    }

    private static int ofNumber(boolean negative) {
        return negative ? UnaryOperator.PRECEDENCE : POSTFIX;
    }

    /** Writes what a point, a bracket or a call follows. A point after a bare number would be taken for its decimals. */
    private void writeBase(Node node) {
        boolean number = node instanceof Node.LongLiteral || node instanceof Node.DoubleLiteral;
        write(node, number ? POSTFIX + 1 : POSTFIX);
    }

    private void writeCall(Node.Call call) {
        writeBase(call.of());
        out.append('.').append(call.name()).append('(');
        String separator = "";
        for (Node.Argument argument : call.arguments()) {
            out.append(separator);
            if (argument instanceof Node.Argument.Named named) {
                out.append(named.name()).append('=');
            }
            write(argument.value(), LOOSEST);
            separator = ", ";
        }
        out.append(')');
    }

    private void writeBinary(Node.Binary binary) {
        int own = binary.operator().precedence();
        if (binary.operator() == BinaryOperator.POWER) {
            // To the right, and a minus may stand bare after it but not before.
            write(binary.left(), own + 1);
            out.append(" ** ");
            write(binary.right(), UnaryOperator.PRECEDENCE);
            return;
        }
        // Operators of one level associate to the left; comparisons do not associate at all.
        write(binary.left(), binary.operator().isComparison() ? own + 1 : own);
        out.append(' ').append(binary.operator().symbol()).append(' ');
        write(binary.right(), own + 1);
    }

    private void writeUnary(Node.Unary unary) {
        out.append(unary.operator().symbol());
        // A minus directly before a number would become part of the number.
        boolean numberNext = unary.operator() == UnaryOperator.NEGATE
                && (unary.operand() instanceof Node.LongLiteral || unary.operand() instanceof Node.DoubleLiteral);
        write(unary.operand(), numberNext ? POSTFIX + 1 : UnaryOperator.PRECEDENCE);
    }

    private void writeAll(List<Node> nodes) {
        String separator = "";
        for (Node node : nodes) {
            out.append(separator);
            write(node, LOOSEST);
            separator = ", ";
        }
    }

    private void writeText(String value) {
        out.append('\'');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\'' -> out.append("\\'");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Unprinted.is(c)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('\'');
    }
}
