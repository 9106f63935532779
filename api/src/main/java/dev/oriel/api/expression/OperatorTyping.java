package dev.oriel.api.expression;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.ExpressionType.Value;
import java.util.Optional;
import java.util.stream.Stream;

/** What the operators take and give. */
final class OperatorTyping {
    private final Problems problems;

    OperatorTyping(Problems problems) {
        this.problems = problems;
    }

    /**
     * The type of an operation.
     *
     * @param at the part to point at: the operation, or the call that it was written as
     */
    Optional<ExpressionType> binary(Node.Binary binary, Value left, Value right, Node at) {
        boolean nullable = left.nullable() || right.nullable();
        return switch (binary.operator().kind()) {
            case EQUALITY -> equality(binary, left, right, at);
            case ORDERING ->
                Types.ordered(left.type(), right.type())
                        ? given(ScalarType.BOOLEAN, nullable)
                        : cannot(binary, "compare", left, right, at);
            case MEMBERSHIP -> membership(binary, left, right, at);
            case LOGICAL -> logical(binary, left, right, at);
            case SHIFT ->
                left.is(ScalarType.LONG) && right.is(ScalarType.LONG)
                        ? given(ScalarType.LONG, nullable || !isShift(binary.right()))
                        : cannot(binary, "compute", left, right, at);
            case ARITHMETIC ->
                left.isNumber() && right.isNumber()
                        ? arithmetic(binary, left, right, nullable)
                        : times(binary, left, right, nullable).or(() -> cannot(binary, "compute", left, right, at));
        };
    }

    private Optional<ExpressionType> equality(Node.Binary binary, Value left, Value right, Node at) {
        if (isWindowStart(binary.left()) || isWindowStart(binary.right())) {
            return problems.at(at, "the start of the window takes <, <=, > or >=, not " + symbol(binary));
        }
        Optional<String> missing = Types.missingConstant(binary.left(), left, binary.right())
                .or(() -> Types.missingConstant(binary.right(), right, binary.left()));
        if (missing.isPresent()) {
            return problems.at(at, missing.get());
        }
        return Types.comparable(left.type(), right.type())
                ? given(ScalarType.BOOLEAN, left.nullable() || right.nullable())
                : cannot(binary, "compare", left, right, at);
    }

    private Optional<ExpressionType> membership(Node.Binary binary, Value left, Value right, Node at) {
        if (!(right.type() instanceof FeatureType.ListOf list)) {
            return problems.at(
                    at,
                    "'in' needs a list on its right side, '" + binary.right() + "' is " + right.described() + ": write "
                            + binary.left() + " in ['x', 'y']");
        }
        if (binary.right() instanceof Node.ListLiteral literal) {
            Optional<String> missing = literal.items().stream()
                    .flatMap(item -> Types.missingConstant(binary.left(), left, item).stream())
                    .findFirst();
            if (missing.isPresent()) {
                return problems.at(at, missing.get());
            }
        }
        return Types.comparable(left.type(), list.element())
                ? given(ScalarType.BOOLEAN, left.nullable() || right.nullable())
                : cannot(binary, "compare", left, right, at);
    }

    private Optional<ExpressionType> logical(Node.Binary binary, Value left, Value right, Node at) {
        boolean nullable = left.nullable() || right.nullable();
        if (left.is(ScalarType.BOOLEAN) && right.is(ScalarType.BOOLEAN)) {
            return given(ScalarType.BOOLEAN, nullable);
        }
        boolean integers = left.is(ScalarType.LONG) && right.is(ScalarType.LONG);
        return binary.operator() == BinaryOperator.XOR && integers
                ? given(ScalarType.LONG, nullable)
                : notBooleans(binary, left, right, at);
    }

    Optional<ExpressionType> unary(Node.Unary unary, Value operand, Node at) {
        return switch (unary.operator()) {
            case NEGATE ->
                operand.isNumber() || operand.is(ScalarType.DURATION)
                        ? Optional.of(operand)
                        : problems.at(at, "'-' needs a number, '" + unary.operand() + "' is " + operand.described());
            case NOT ->
                operand.is(ScalarType.BOOLEAN)
                        ? Optional.of(operand)
                        : problems.at(
                                at,
                                "'~' needs true or false, '" + unary.operand() + "' is " + operand.described()
                                        + "; put comparisons in parentheses: ~(_.a > 1)");
        };
    }

    /** Dividing by zero gives null, so that every division may, and so a power with an exponent that may be negative. */
    private static Optional<ExpressionType> arithmetic(Node.Binary binary, Value left, Value right, boolean nullable) {
        ScalarType wider =
                Stream.of(left, right).allMatch(v -> v.is(ScalarType.LONG)) ? ScalarType.LONG : ScalarType.DOUBLE;
        return switch (binary.operator()) {
            case DIVIDE -> given(ScalarType.DOUBLE, true);
            case FLOOR_DIVIDE, REMAINDER -> given(wider, true);
            case ADD, SUBTRACT, MULTIPLY -> given(wider, nullable);
            case POWER -> {
                boolean whole = binary.right() instanceof Node.LongLiteral exponent && exponent.value() >= 0;
                yield whole ? given(wider, nullable) : given(ScalarType.DOUBLE, true);
            }
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                throw new AssertionError(binary.operator() + " is not arithmetic");
            case IN, AND, XOR, OR, SHIFT_LEFT, SHIFT_RIGHT ->
                throw new AssertionError(binary.operator() + " is not arithmetic");
        };
    }

    /** Sums and differences of times and durations. */
    private static Optional<ExpressionType> times(Node.Binary binary, Value left, Value right, boolean nullable) {
        boolean sum = binary.operator() == BinaryOperator.ADD;
        boolean difference = binary.operator() == BinaryOperator.SUBTRACT;
        if (!sum && !difference) {
            return Optional.empty();
        }
        boolean leftDuration = left.is(ScalarType.DURATION);
        boolean rightDuration = right.is(ScalarType.DURATION);
        if (leftDuration && rightDuration) {
            return given(ScalarType.DURATION, nullable);
        }
        if ((left.is(ScalarType.TIME) && rightDuration) || (sum && leftDuration && right.is(ScalarType.TIME))) {
            return given(ScalarType.TIME, nullable);
        }
        return difference && left.is(ScalarType.TIME) && right.is(ScalarType.TIME)
                ? given(ScalarType.DURATION, nullable)
                : Optional.empty();
    }

    private static boolean isShift(Node bits) {
        return bits instanceof Node.LongLiteral literal && literal.value() >= 0 && literal.value() < Long.SIZE;
    }

    private static boolean isWindowStart(Node node) {
        return node instanceof Node.Attribute attribute
                && attribute.isOfRow()
                && attribute.name().equals(ExpressionChecker.WINDOW);
    }

    private static Optional<ExpressionType> given(ScalarType type, boolean nullable) {
        return Optional.of(Value.of(type, nullable));
    }

    private Optional<ExpressionType> notBooleans(Node.Binary binary, Value left, Value right, Node at) {
        boolean leftIsWrong = !left.is(ScalarType.BOOLEAN);
        Node wrong = leftIsWrong ? binary.left() : binary.right();
        String type = (leftIsWrong ? left : right).described();
        return problems.at(
                at,
                "'" + symbol(binary) + "' needs true or false on both sides, '" + wrong + "' is " + type
                        + "; it binds tighter than comparisons, so put each comparison in parentheses: (_.a > 1) "
                        + symbol(binary) + " (_.b < 2)");
    }

    private Optional<ExpressionType> cannot(Node.Binary binary, String verb, Value left, Value right, Node at) {
        return problems.at(
                at,
                "cannot " + verb + " " + left.type().word() + " " + symbol(binary) + " "
                        + right.type().word() + " in '" + binary + "'" + hint(binary, left, right));
    }

    /** What to write where a time meets a text or a number. */
    private static String hint(Node.Binary binary, Value left, Value right) {
        if (binary.operator() == BinaryOperator.ADD && left.is(ScalarType.TEXT) && right.is(ScalarType.TEXT)) {
            return ": write F.concat(" + binary.left() + ", " + binary.right() + ")";
        }
        boolean time = left.is(ScalarType.TIME) || right.is(ScalarType.TIME);
        boolean text = left.is(ScalarType.TEXT) || right.is(ScalarType.TEXT);
        if (!time || !(text || left.isNumber() || right.isNumber())) {
            return "";
        }
        boolean computes = binary.operator().kind() == BinaryOperator.Kind.ARITHMETIC;
        return computes
                ? ": write F.duration('7d') for a length of time"
                : ": write F.parse_datetime('2024-01-31T00:00:00Z') for a time";
    }

    private static String symbol(Node.Binary binary) {
        return binary.operator().symbol();
    }
}
