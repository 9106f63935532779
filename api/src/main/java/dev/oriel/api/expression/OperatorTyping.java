package dev.oriel.api.expression;

import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.ExpressionType.Scalar;
import java.util.Optional;
import java.util.function.Consumer;

/** What the operators take and give. */
final class OperatorTyping {
    private final ParsedExpression parsed;
    private final Consumer<ExpressionProblem> problems;

    OperatorTyping(ParsedExpression parsed, Consumer<ExpressionProblem> problems) {
        this.parsed = parsed;
        this.problems = problems;
    }

    Optional<ExpressionType> binary(Node.Binary binary, Scalar left, Scalar right) {
        boolean nullable = left.nullable() || right.nullable();
        return switch (binary.operator().kind()) {
            case EQUALITY -> {
                if (isWindowStart(binary.left()) || isWindowStart(binary.right())) {
                    yield refuse(binary, "the start of the window takes <, <=, > or >=, not " + symbol(binary));
                }
                boolean same = left.type() == right.type() || numbers(left, right);
                yield same ? given(ScalarType.BOOLEAN, nullable) : cannot(binary, "compare", left, right);
            }
            case ORDERING -> {
                boolean times = left.type() == ScalarType.TIME && right.type() == ScalarType.TIME;
                yield times || numbers(left, right)
                        ? given(ScalarType.BOOLEAN, nullable)
                        : cannot(binary, "compare", left, right);
            }
            case LOGICAL -> {
                boolean booleans = left.type() == ScalarType.BOOLEAN && right.type() == ScalarType.BOOLEAN;
                yield booleans ? given(ScalarType.BOOLEAN, nullable) : notBooleans(binary, left, right);
            }
            case ARITHMETIC ->
                numbers(left, right)
                        ? arithmetic(binary.operator(), left, right, nullable)
                        : cannot(binary, "compute", left, right);
        };
    }

    Optional<ExpressionType> unary(Node.Unary unary, Scalar operand) {
        return switch (unary.operator()) {
            case NEGATE ->
                operand.type().isNumber()
                        ? Optional.of(operand)
                        : refuse(unary, "'-' needs a number, '" + unary.operand() + "' is " + operand.described());
            case NOT ->
                operand.type() == ScalarType.BOOLEAN
                        ? Optional.of(operand)
                        : refuse(
                                unary,
                                "'~' needs true or false, '" + unary.operand() + "' is " + operand.described()
                                        + "; put comparisons in parentheses: ~(_.a > 1)");
        };
    }

    /** Dividing by zero gives null, so that every division may. */
    private static Optional<ExpressionType> arithmetic(
            BinaryOperator operator, Scalar left, Scalar right, boolean nullable) {
        ScalarType wider =
                left.type() == ScalarType.LONG && right.type() == ScalarType.LONG ? ScalarType.LONG : ScalarType.DOUBLE;
        return switch (operator) {
            case DIVIDE -> given(ScalarType.DOUBLE, true);
            case FLOOR_DIVIDE, REMAINDER -> given(wider, true);
            case ADD, SUBTRACT, MULTIPLY -> given(wider, nullable);
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, AND, OR ->
                throw new AssertionError(operator + " is not arithmetic");
        };
    }

    private static boolean numbers(Scalar left, Scalar right) {
        return left.type().isNumber() && right.type().isNumber();
    }

    private static boolean isWindowStart(Node node) {
        return node instanceof Node.Attribute attribute
                && attribute.isOfRow()
                && attribute.name().equals(ExpressionChecker.WINDOW);
    }

    private static Optional<ExpressionType> given(ScalarType type, boolean nullable) {
        return Optional.of(new Scalar(type, nullable));
    }

    private Optional<ExpressionType> notBooleans(Node.Binary binary, Scalar left, Scalar right) {
        boolean leftIsWrong = left.type() != ScalarType.BOOLEAN;
        Node wrong = leftIsWrong ? binary.left() : binary.right();
        String type = (leftIsWrong ? left : right).described();
        return refuse(
                binary,
                "'" + symbol(binary) + "' needs true or false on both sides, '" + wrong + "' is " + type
                        + "; it binds tighter than comparisons, so put each comparison in parentheses: (_.a > 1) "
                        + symbol(binary) + " (_.b < 2)");
    }

    private Optional<ExpressionType> cannot(Node.Binary binary, String verb, Scalar left, Scalar right) {
        return refuse(
                binary,
                "cannot " + verb + " " + left.type().word() + " " + symbol(binary) + " "
                        + right.type().word() + " in '" + binary + "'");
    }

    private static String symbol(Node.Binary binary) {
        return binary.operator().symbol();
    }

    private Optional<ExpressionType> refuse(Node node, String message) {
        problems.accept(new ExpressionProblem(message, parsed.offset(node)));
        return Optional.empty();
    }
}
