package dev.oriel.api.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Trees of the whole language, whether or not they mean anything. */
final class ExpressionGenerator {
    private static final List<String> NAMES =
            List.of("a", "amount", "sum", "in_", "f_30d", "score@2", "chalk_window", "größe", "then", "_x", "e1");

    private final Random random;

    ExpressionGenerator(Random random) {
        this.random = random;
    }

    Node node(int depth) {
        if (depth <= 1 || random.nextInt(8) == 0) {
            return leaf();
        }
        return switch (random.nextInt(8)) {
            case 0 -> new Node.Attribute(node(depth - 1), pick(NAMES));
            case 1 -> new Node.Index(node(depth - 1), nodes(depth, 1));
            case 2 -> new Node.Call(node(depth - 1), pick(NAMES).replace("@2", ""), arguments(depth));
            case 3, 4, 5 -> new Node.Binary(pick(List.of(BinaryOperator.values())), node(depth - 1), node(depth - 1));
            case 6 -> new Node.Unary(pick(List.of(UnaryOperator.values())), node(depth - 1));
            default -> new Node.ListLiteral(nodes(depth, 0));
        };
    }

    private Node leaf() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> new Node.Scope(pick(List.of("_", "F", "float", "Transaction")));
            case 2 -> new Node.LongLiteral(pick(List.of(0L, 1L, -1L, 30L, Long.MAX_VALUE, Long.MIN_VALUE)));
            case 3 -> new Node.LongLiteral(random.nextLong());
            case 4 -> new Node.DoubleLiteral(number());
            case 5 -> new Node.TextLiteral(text());
            case 6 -> new Node.BooleanLiteral(random.nextBoolean());
            default -> new Node.NullLiteral();
        };
    }

    private double number() {
        double any = Double.longBitsToDouble(random.nextLong());
        return pick(List.of(0.0, -0.0, 0.5, -2.5, 1e300, Double.MIN_VALUE, Double.isFinite(any) ? any : 1.0));
    }

    private String text() {
        var text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x10000)));
        }
        return text.toString();
    }

    private List<Node> nodes(int depth, int least) {
        var nodes = new ArrayList<Node>();
        for (int i = least + random.nextInt(3); i > 0; i--) {
            nodes.add(node(depth - 1));
        }
        return nodes;
    }

    private List<Node.Argument> arguments(int depth) {
        var arguments = new ArrayList<Node.Argument>();
        nodes(depth, 0).forEach(node -> arguments.add(new Node.Argument.Positional(node)));
        for (int i = random.nextInt(3); i > 0; i--) {
            arguments.add(new Node.Argument.Named("k" + i, node(depth - 1)));
        }
        return arguments;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
