package dev.oriel.bench;

import dev.oriel.api.expression.BinaryOperator;
import dev.oriel.api.expression.Node;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The value of an expression over one row by walking its tree over boxed values, as far as the benchmarks need it. */
final class BoxedWalker {
    private BoxedWalker() {}

    static @Nullable Object value(Node node, Map<String, Object> row) {
        return switch (node) {
            case Node.LongLiteral literal -> literal.value();
            case Node.DoubleLiteral literal -> literal.value();
            case Node.TextLiteral literal -> literal.value();
            case Node.Attribute attribute -> row.get(attribute.name());
            case Node.Binary binary -> binary(binary.operator(), value(binary.left(), row), value(binary.right(), row));
            default -> throw new IllegalArgumentException("'" + node + "' is not asked here");
        };
    }

    private static @Nullable Object binary(BinaryOperator operator, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return null;
        }
        if (operator == BinaryOperator.AND) {
            return (Boolean) left && (Boolean) right;
        }
        if (left instanceof String text && right instanceof String other) {
            return text.compareTo(other) == 0;
        }
        double first = ((Number) left).doubleValue();
        double second = ((Number) right).doubleValue();
        return operator == BinaryOperator.GREATER
                ? (Object) (first > second)
                : (Object) arithmetic(operator, first, second);
    }

    private static double arithmetic(BinaryOperator operator, double left, double right) {
        double result = switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            default -> throw new IllegalArgumentException(operator + " is not asked here");
        };
        if (!Double.isFinite(result)) {
            throw new ArithmeticException("out of range");
        }
        return result;
    }
}
