package dev.oriel.engine.evaluate;

import dev.oriel.api.Durations;
import dev.oriel.api.expression.BinaryOperator;
import dev.oriel.api.expression.Node;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Computes an expression over one row, by walking its tree. Expressions have been checked: what cannot be computed here was
 * refused at definition time.
 *
 * <p>Null rules: null in, null out; {@code &} and {@code |} know that false and true decide alone; a division by zero is
 * null; a comparison with null is null, which as a filter drops the row.
 */
final class Evaluator {
    private static final Node SAME_WINDOW = new Node.Attribute(new Node.Scope(Node.Scope.ROW), "chalk_window");

    private Evaluator() {}

    /**
     * The value of an expression.
     *
     * @return in the engine's form, or null
     * @throws EvaluationException if an integer overflows, or the scope has no value to give
     */
    public static @Nullable Object value(Node node, Scope scope) {
        return switch (node) {
            case Node.LongLiteral literal -> literal.value();
            case Node.DoubleLiteral literal -> literal.value();
            case Node.TextLiteral literal -> literal.value();
            case Node.BooleanLiteral literal -> literal.value();
            case Node.NullLiteral literal -> null;
            case Node.Attribute attribute -> attribute(attribute, scope);
            case Node.Index index -> window(index, scope);
            case Node.Unary unary -> unary(unary, scope);
            case Node.Binary binary -> binary(binary, scope);
            case Node.Scope name -> throw notHere(name);
            case Node.Call call -> throw notHere(call);
            case Node.ListLiteral list -> throw notHere(list);
        };
    }

    /** Whether a filter keeps the row: only true does, not null. */
    public static boolean keeps(Node filter, Scope scope) {
        return Boolean.TRUE.equals(value(filter, scope));
    }

    private static @Nullable Object attribute(Node.Attribute attribute, Scope scope) {
        if (!attribute.isOfRow()) {
            throw notHere(attribute);
        }
        return scope.attribute(attribute.name());
    }

    private static @Nullable Object window(Node.Index index, Scope scope) {
        if (index.of() instanceof Node.Attribute feature
                && feature.isOfRow()
                && index.items().size() == 1) {
            Node window = index.items().getFirst();
            OptionalLong named = namedWindowMillis(window);
            if (named.isPresent()) {
                return scope.window(feature.name(), named.getAsLong());
            }
            if (window.equals(SAME_WINDOW)) {
                return scope.sameWindow(feature.name());
            }
        }
        throw notHere(index);
    }

    /** The length of a window that an index names, {@code "30d"} or a number of seconds; empty for {@code _.chalk_window}. */
    public static OptionalLong namedWindowMillis(Node item) {
        if (item instanceof Node.TextLiteral text) {
            return OptionalLong.of(Durations.millis(text.value()));
        }
        if (item instanceof Node.LongLiteral seconds) {
            return OptionalLong.of(Durations.millis(Long.toString(seconds.value())));
        }
        return OptionalLong.empty();
    }

    private static @Nullable Object unary(Node.Unary unary, Scope scope) {
        Object operand = value(unary.operand(), scope);
        return switch (unary.operator()) {
            case NEGATE ->
                switch (operand) {
                    case null -> null;
                    case Long number -> exactly(unary, () -> Math.negateExact(number));
                    case Double number -> -number;
                    default -> throw notHere(unary);
                };
            case NOT ->
                switch (operand) {
                    case null -> null;
                    case Boolean truth -> !truth;
                    default -> throw notHere(unary);
                };
        };
    }

    private static @Nullable Object binary(Node.Binary binary, Scope scope) {
        Object left = value(binary.left(), scope);
        Object right = value(binary.right(), scope);
        return switch (binary.operator().kind()) {
            case LOGICAL -> logical(binary, left, right);
            case MEMBERSHIP, SHIFT -> throw notHere(binary);
            case EQUALITY, ORDERING -> left == null || right == null ? null : compare(binary, left, right);
            case ARITHMETIC -> left == null || right == null ? null : arithmetic(binary, left, right);
        };
    }

    private static @Nullable Object logical(Node.Binary binary, @Nullable Object left, @Nullable Object right) {
        if (binary.operator() == BinaryOperator.XOR) {
            throw notHere(binary);
        }
        boolean deciding = binary.operator() == BinaryOperator.OR;
        if (Boolean.valueOf(deciding).equals(left) || Boolean.valueOf(deciding).equals(right)) {
            return deciding;
        }
        return (left == null || right == null) ? null : !deciding;
    }

    private static Object compare(Node.Binary binary, Object left, Object right) {
        int order = order(binary, left, right);
        return switch (binary.operator()) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
            case IN, OR, XOR, AND, SHIFT_LEFT, SHIFT_RIGHT -> throw notHere(binary);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, FLOOR_DIVIDE, REMAINDER, POWER -> throw notHere(binary);
        };
    }

    private static int order(Node.Binary binary, Object left, Object right) {
        if (left instanceof Long number && right instanceof Long other) {
            return Long.compare(number, other);
        }
        if (left instanceof Long number && right instanceof Double other) {
            return compareMixed(number, other);
        }
        if (left instanceof Double number && right instanceof Long other) {
            return -compareMixed(other, number);
        }
        if (left instanceof Double number && right instanceof Double other) {
            return compareNumbers(number, other);
        }
        if (left instanceof String text && right instanceof String other) {
            return text.compareTo(other);
        }
        if (left instanceof Boolean truth && right instanceof Boolean other) {
            return Boolean.compare(truth, other);
        }
        if (left instanceof Instant time && right instanceof Instant other) {
            return time.compareTo(other);
        }
        throw notHere(binary);
    }

    /** Unlike {@link Double#compare}, 0.0 equals -0.0, as a reader of the expression expects. */
    private static int compareNumbers(double left, double right) {
        return left < right ? -1 : left > right ? 1 : 0;
    }

    /** Exact: beyond 2^53 an integer has neighbours that become the same float. */
    private static int compareMixed(long left, double right) {
        return BigDecimal.valueOf(left).compareTo(new BigDecimal(right));
    }

    private static @Nullable Object arithmetic(Node.Binary binary, Object left, Object right) {
        if (!(left instanceof Number first) || !(right instanceof Number second)) {
            throw notHere(binary);
        }
        boolean divides = switch (binary.operator()) {
            case DIVIDE, FLOOR_DIVIDE, REMAINDER -> true;
            case ADD, SUBTRACT, MULTIPLY -> false;
            case POWER -> throw notHere(binary);
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> false;
            case IN, OR, XOR, AND, SHIFT_LEFT, SHIFT_RIGHT -> false;
        };
        if (divides && second.doubleValue() == 0) {
            return null;
        }
        if (left instanceof Long a && right instanceof Long b && binary.operator() != BinaryOperator.DIVIDE) {
            return exactly(binary, () -> integers(binary, a, b));
        }
        double result = floats(binary, first.doubleValue(), second.doubleValue());
        if (!Double.isFinite(result)) {
            throw new EvaluationException("'" + binary + "' exceeds the range of a float");
        }
        return result;
    }

    private static long integers(Node.Binary binary, long left, long right) {
        return switch (binary.operator()) {
            case ADD -> Math.addExact(left, right);
            case SUBTRACT -> Math.subtractExact(left, right);
            case MULTIPLY -> Math.multiplyExact(left, right);
            case FLOOR_DIVIDE -> Math.floorDivExact(left, right);
            case REMAINDER -> Math.floorMod(left, right);
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> throw notHere(binary);
            case IN, OR, XOR, AND, SHIFT_LEFT, SHIFT_RIGHT, DIVIDE, POWER -> throw notHere(binary);
        };
    }

    private static double floats(Node.Binary binary, double left, double right) {
        return switch (binary.operator()) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case FLOOR_DIVIDE -> Math.floor(left / right);
            case REMAINDER -> remainder(left, right);
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> throw notHere(binary);
            case IN, OR, XOR, AND, SHIFT_LEFT, SHIFT_RIGHT, POWER -> throw notHere(binary);
        };
    }

    /** With the sign of the divisor, as that of integers; exact, while {@code left / right} may overflow. */
    private static double remainder(double left, double right) {
        double remainder = left % right;
        return remainder != 0 && remainder < 0 != right < 0 ? remainder + right : remainder;
    }

    private interface LongComputation {
        long compute();
    }

    private static Long exactly(Node node, LongComputation computation) {
        try {
            return computation.compute();
        } catch (ArithmeticException e) {
            throw new EvaluationException("'" + node + "' exceeds the range of an integer");
        }
    }

    private static EvaluationException notHere(Node node) {
        return new EvaluationException("'" + node + "' cannot be computed from one row");
    }
}
