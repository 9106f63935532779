package dev.oriel.engine.evaluate;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.BinaryOperator;
import dev.oriel.api.expression.Node;
import dev.oriel.engine.evaluate.ExpressionPlanner.Part;
import java.math.BigDecimal;
import java.util.Objects;

/** Turns operators into steps. */
final class OperatorPlanner {
    private final ExpressionPlanner planner;

    OperatorPlanner(ExpressionPlanner planner) {
        this.planner = planner;
    }

    Part unary(Node.Unary unary) {
        Part operand = planner.part(unary.operand());
        return switch (unary.operator()) {
            case NEGATE -> negate(unary, operand);
            case NOT -> not(unary, operand);
        };
    }

    /** @param at named by errors */
    Part negate(Node at, Part operand) {
        if (!operand.isNumber() && !operand.is(ScalarType.DURATION)) {
            throw ExpressionPlanner.notHere(at);
        }
        Part result = planner.column(operand.type());
        planner.add(
                operand.form() == ColumnForm.LONG
                        ? LongSteps.negate(operand.column(), result.column(), ExpressionPlanner.outOfIntegers(at))
                        : DoubleSteps.negate(operand.column(), result.column()));
        return result;
    }

    Part not(Node at, Part operand) {
        if (!operand.is(ScalarType.BOOLEAN)) {
            throw ExpressionPlanner.notHere(at);
        }
        Part result = planner.column(ScalarType.BOOLEAN);
        planner.add(LogicSteps.not(operand.column(), result.column()));
        return result;
    }

    Part binary(Node.Binary binary) {
        return binary(binary, binary.operator(), planner.part(binary.left()), planner.part(binary.right()));
    }

    /** @param at named by errors: the operation, or the call that it is written as */
    Part binary(Node at, BinaryOperator operator, Part left, Part right) {
        return switch (operator.kind()) {
            case LOGICAL -> logical(at, operator, left, right);
            case EQUALITY, ORDERING -> comparison(at, Comparison.of(operator), left, right);
            case MEMBERSHIP -> ListKernels.in(planner, at, left, right);
            case SHIFT -> shift(at, operator, left, right);
            case ARITHMETIC ->
                left.isNumber() && right.isNumber()
                        ? arithmetic(at, operator, left, right)
                        : times(at, operator, left, right);
        };
    }

    private Part logical(Node at, BinaryOperator operator, Part left, Part right) {
        if (left.is(ScalarType.LONG) && right.is(ScalarType.LONG) && operator == BinaryOperator.XOR) {
            return planner.rows(
                    ScalarType.LONG,
                    (in, into, row) -> into.longs[row] = in[0].longs[row] ^ in[1].longs[row],
                    left,
                    right);
        }
        if (!left.is(ScalarType.BOOLEAN) || !right.is(ScalarType.BOOLEAN)) {
            throw ExpressionPlanner.notHere(at);
        }
        if (operator == BinaryOperator.XOR) {
            return comparison(at, Comparison.NOT_EQUAL, left, right);
        }
        Part result = planner.column(ScalarType.BOOLEAN);
        planner.add(LogicSteps.logical(operator == BinaryOperator.OR, left.column(), right.column(), result.column()));
        return result;
    }

    Part comparison(Node at, Comparison comparison, Part left, Part right) {
        if (left.isNumber() && right.isNumber()) {
            Part result = planner.column(ScalarType.BOOLEAN);
            planner.add(CompareSteps.numbers(comparison, left, right, result.column()));
            return result;
        }
        if (isExact(left) && isExact(right)) {
            return planner.rows(
                    ScalarType.BOOLEAN,
                    (in, into, row) -> into.booleans[row] =
                            comparison.holds(exact(in[0], row).compareTo(exact(in[1], row))),
                    left,
                    right);
        }
        boolean same = left.type().scalarType().isPresent()
                && left.type().scalarType().equals(right.type().scalarType());
        if (!same) {
            throw ExpressionPlanner.notHere(at);
        }
        Part result = planner.column(ScalarType.BOOLEAN);
        planner.add(CompareSteps.same(comparison, left, right, result.column()));
        return result;
    }

    private static boolean isExact(Part part) {
        return part.isNumber() || part.is(ScalarType.DECIMAL);
    }

    private static BigDecimal exact(Column column, int row) {
        return switch (ColumnForm.of(column.type())) {
            case LONG -> BigDecimal.valueOf(column.longs[row]);
            case DOUBLE -> new BigDecimal(column.doubles[row]);
            case OBJECT -> (BigDecimal) Objects.requireNonNull(column.objects[row]);
            case BOOLEAN -> throw new IllegalArgumentException("true and false are no numbers");
        };
    }

    private Part arithmetic(Node at, BinaryOperator operator, Part left, Part right) {
        boolean integers = left.form() == ColumnForm.LONG && right.form() == ColumnForm.LONG;
        if (operator == BinaryOperator.POWER) {
            boolean whole = integers && planner.constantOf(right) instanceof Long exponent && exponent >= 0;
            return whole ? wholePower(at, left, right) : power(at, planner.asDouble(left), planner.asDouble(right));
        }
        if (integers && operator != BinaryOperator.DIVIDE) {
            return longs(operator, left, right, left.type(), ExpressionPlanner.outOfIntegers(at));
        }
        Part first = planner.asDouble(left);
        Part second = planner.asDouble(right);
        Part result = planner.column(ScalarType.DOUBLE);
        planner.add(DoubleSteps.binary(
                operator, first.column(), second.column(), result.column(), ExpressionPlanner.outOfFloats(at)));
        return result;
    }

    private Part longs(
            BinaryOperator operator, Part left, Part right, FeatureType type, EvaluationException outOfRange) {
        Part result = planner.column(type);
        planner.add(LongSteps.binary(operator, left.column(), right.column(), result.column(), outOfRange));
        return result;
    }

    private Part wholePower(Node at, Part left, Part right) {
        EvaluationException outOfRange = ExpressionPlanner.outOfIntegers(at);
        return planner.rows(
                ScalarType.LONG,
                (in, into, row) -> {
                    try {
                        into.longs[row] = power(in[0].longs[row], in[1].longs[row]);
                    } catch (ArithmeticException e) {
                        into.setError(row, outOfRange);
                    }
                },
                left,
                right);
    }

    /** By squaring: as many multiplications as the exponent has bits, or an overflow before. */
    private static long power(long base, long exponent) {
        long result = 1;
        long square = base;
        for (long left = exponent; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                result = Math.multiplyExact(result, square);
            }
            if (left > 1) {
                // Of 0, 1 and -1 every power exists; of others a square beyond the range is needed if one comes after
                // it.
                square = Math.multiplyExact(square, square);
            }
        }
        return result;
    }

    /** A root of a negative and a power of zero that divides by it are null. */
    private Part power(Node at, Part left, Part right) {
        EvaluationException outOfRange = ExpressionPlanner.outOfFloats(at);
        return planner.rows(
                ScalarType.DOUBLE,
                (in, into, row) -> {
                    double power = Math.pow(in[0].doubles[row], in[1].doubles[row]);
                    boolean dividesByZero = in[0].doubles[row] == 0 && in[1].doubles[row] < 0;
                    MathKernels.set(into, row, dividesByZero ? Double.NaN : power, outOfRange);
                },
                left,
                right);
    }

    /** By a number of bits that is none, null. */
    private Part shift(Node at, BinaryOperator operator, Part left, Part right) {
        if (!left.is(ScalarType.LONG) || !right.is(ScalarType.LONG)) {
            throw ExpressionPlanner.notHere(at);
        }
        EvaluationException outOfRange = ExpressionPlanner.outOfIntegers(at);
        boolean toLeft = operator == BinaryOperator.SHIFT_LEFT;
        return planner.rows(
                ScalarType.LONG,
                (in, into, row) -> {
                    long value = in[0].longs[row];
                    long bits = in[1].longs[row];
                    if (bits < 0 || bits >= Long.SIZE) {
                        into.setNull(row);
                    } else if (!toLeft) {
                        into.longs[row] = value >> bits;
                    } else if (value << bits >> bits != value) {
                        into.setError(row, outOfRange);
                    } else {
                        into.longs[row] = value << bits;
                    }
                },
                left,
                right);
    }

    /** Sums and differences of times and durations, in milliseconds. */
    private Part times(Node at, BinaryOperator operator, Part left, Part right) {
        boolean sum = operator == BinaryOperator.ADD;
        boolean difference = operator == BinaryOperator.SUBTRACT;
        boolean leftTime = left.is(ScalarType.TIME);
        boolean rightTime = right.is(ScalarType.TIME);
        boolean fits = (leftTime || left.is(ScalarType.DURATION))
                && (rightTime || right.is(ScalarType.DURATION))
                && (sum ? !(leftTime && rightTime) : difference && (leftTime || !rightTime));
        if (!fits) {
            throw ExpressionPlanner.notHere(at);
        }
        ScalarType type = leftTime == rightTime ? ScalarType.DURATION : ScalarType.TIME;
        var outOfRange = new EvaluationException("'" + at + "' exceeds the range of a " + type.word());
        return longs(operator, left, right, new FeatureType.Scalar(type), outOfRange);
    }
}
