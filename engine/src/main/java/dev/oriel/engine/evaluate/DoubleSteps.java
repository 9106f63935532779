package dev.oriel.engine.evaluate;

import dev.oriel.api.expression.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Arithmetic of floats. */
final class DoubleSteps {
    /* Values are computed for all rows, null or not: a loop without branches. Only if a result is not finite, which is one
     * addition per row to see, are the rows looked at one by one. */

    /** Adding this to the bits of an exponent carries into the sign exactly if the number is infinite or none. */
    private static final long CARRY = 0x0010_0000_0000_0000L;

    private static final long EXPONENT = 0x7FF0_0000_0000_0000L;

    private DoubleSteps() {}

    private interface Loop {
        void run(double[] left, double[] right, double[] result, int rows);
    }

    /** A result that is no number is the error; a division by zero is null. */
    static Step binary(BinaryOperator operator, int left, int right, int result, EvaluationException outOfRange) {
        Loop loop = loop(operator);
        boolean divides = divides(operator);
        return (columns, rows) -> {
            Column into = columns[result];
            into.inherit(columns[left], columns[right], rows);
            loop.run(columns[left].doubles, columns[right].doubles, into.doubles, rows);
            if (!allFinite(into.doubles, rows)) {
                settle(into, divides ? columns[right].doubles : null, rows, outOfRange);
            }
        };
    }

    static boolean divides(BinaryOperator operator) {
        return switch (operator) {
            case DIVIDE, FLOOR_DIVIDE, REMAINDER -> true;
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> false;
            case IN, OR, XOR, AND, SHIFT_LEFT, SHIFT_RIGHT, ADD, SUBTRACT, MULTIPLY, POWER -> false;
        };
    }

    private static Loop loop(BinaryOperator operator) {
        return switch (operator) {
            case ADD -> DoubleSteps::add;
            case SUBTRACT -> DoubleSteps::subtract;
            case MULTIPLY -> DoubleSteps::multiply;
            case DIVIDE -> DoubleSteps::divide;
            case FLOOR_DIVIDE -> DoubleSteps::floorDivide;
            case REMAINDER -> DoubleSteps::remainder;
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> throw none(operator);
            case IN, OR, XOR, AND, SHIFT_LEFT, SHIFT_RIGHT, POWER -> throw none(operator);
        };
    }

    static IllegalArgumentException none(BinaryOperator operator) {
        return new IllegalArgumentException(operator + " has no loop here");
    }

    private static void add(double[] left, double[] right, double[] result, int rows) {
        for (int row = 0; row < rows; row++) {
            result[row] = left[row] + right[row];
        }
    }

    private static void subtract(double[] left, double[] right, double[] result, int rows) {
        for (int row = 0; row < rows; row++) {
            result[row] = left[row] - right[row];
        }
    }

    private static void multiply(double[] left, double[] right, double[] result, int rows) {
        for (int row = 0; row < rows; row++) {
            result[row] = left[row] * right[row];
        }
    }

    private static void divide(double[] left, double[] right, double[] result, int rows) {
        for (int row = 0; row < rows; row++) {
            result[row] = left[row] / right[row];
        }
    }

    private static void floorDivide(double[] left, double[] right, double[] result, int rows) {
        for (int row = 0; row < rows; row++) {
            result[row] = Math.floor(left[row] / right[row]);
        }
    }

    /** With the sign of the divisor, as that of integers; exact, while {@code left / right} may overflow. */
    private static void remainder(double[] left, double[] right, double[] result, int rows) {
        for (int row = 0; row < rows; row++) {
            double remainder = left[row] % right[row];
            result[row] = remainder != 0 && remainder < 0 != right[row] < 0 ? remainder + right[row] : remainder;
        }
    }

    static boolean allFinite(double[] values, int rows) {
        long carried = 0;
        for (int row = 0; row < rows; row++) {
            carried |= (Double.doubleToRawLongBits(values[row]) & EXPONENT) + CARRY;
        }
        return carried >= 0;
    }

    /** Makes what is no number null or an error. */
    private static void settle(Column into, double @Nullable [] divisors, int rows, EvaluationException outOfRange) {
        for (int row = 0; row < rows; row++) {
            if (!Double.isFinite(into.doubles[row]) && into.hasValue(row)) {
                if (divisors != null && divisors[row] == 0) {
                    into.setNull(row);
                } else {
                    into.setError(row, outOfRange);
                }
            }
        }
    }

    static Step negate(int operand, int result) {
        return (columns, rows) -> {
            Column into = columns[result];
            into.inherit(columns[operand], rows);
            double[] from = columns[operand].doubles;
            for (int row = 0; row < rows; row++) {
                into.doubles[row] = -from[row];
            }
        };
    }

    /** The float nearest to each integer. */
    static Step fromLong(int operand, int result) {
        return (columns, rows) -> {
            Column into = columns[result];
            into.inherit(columns[operand], rows);
            long[] from = columns[operand].longs;
            for (int row = 0; row < rows; row++) {
                into.doubles[row] = from[row];
            }
        };
    }
}
