package dev.oriel.engine.evaluate;

import dev.oriel.api.expression.BinaryOperator;

/** Arithmetic of integers. */
final class LongSteps {
    /* As of floats: all rows are computed without branches, and looked at one by one only if one overflowed. */

    private LongSteps() {}

    private interface Loop {
        /** Whether any row may have overflowed or divides by zero; what such rows hold means nothing. */
        boolean run(long[] left, long[] right, long[] result, int rows);
    }

    /** One row, exactly; {@link ArithmeticException} when it overflows. */
    private interface Exact {
        long compute(long left, long right);
    }

    /** A result outside of 64 bits is the error; a division by zero is null. */
    static Step binary(BinaryOperator operator, int left, int right, int result, EvaluationException outOfRange) {
        Loop loop = loop(operator);
        Exact exact = exact(operator);
        boolean divides = DoubleSteps.divides(operator);
        return (columns, rows) -> {
            Column into = columns[result];
            long[] first = columns[left].longs;
            long[] second = columns[right].longs;
            into.inherit(columns[left], columns[right], rows);
            if (loop.run(first, second, into.longs, rows)) {
                for (int row = 0; row < rows; row++) {
                    if (into.hasValue(row)) {
                        if (divides && second[row] == 0) {
                            into.setNull(row);
                        } else if (overflows(exact, first[row], second[row])) {
                            into.setError(row, outOfRange);
                        }
                    }
                }
            }
        };
    }

    private static boolean overflows(Exact exact, long left, long right) {
        try {
            exact.compute(left, right);
            return false;
        } catch (ArithmeticException e) {
            return true;
        }
    }

    private static Loop loop(BinaryOperator operator) {
        return switch (operator) {
            case ADD -> LongSteps::add;
            case SUBTRACT -> LongSteps::subtract;
            case MULTIPLY -> LongSteps::multiply;
            case FLOOR_DIVIDE -> LongSteps::floorDivide;
            case REMAINDER -> LongSteps::remainder;
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> throw DoubleSteps.none(operator);
            case IN, OR, XOR, AND, SHIFT_LEFT, SHIFT_RIGHT, DIVIDE, POWER -> throw DoubleSteps.none(operator);
        };
    }

    private static Exact exact(BinaryOperator operator) {
        return switch (operator) {
            case ADD -> Math::addExact;
            case SUBTRACT -> Math::subtractExact;
            case MULTIPLY -> Math::multiplyExact;
            case FLOOR_DIVIDE -> Math::floorDivExact;
            case REMAINDER -> Math::floorMod;
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> throw DoubleSteps.none(operator);
            case IN, OR, XOR, AND, SHIFT_LEFT, SHIFT_RIGHT, DIVIDE, POWER -> throw DoubleSteps.none(operator);
        };
    }

    private static boolean add(long[] left, long[] right, long[] result, int rows) {
        long overflow = 0;
        for (int row = 0; row < rows; row++) {
            long sum = left[row] + right[row];
            overflow |= (left[row] ^ sum) & (right[row] ^ sum);
            result[row] = sum;
        }
        return overflow < 0;
    }

    private static boolean subtract(long[] left, long[] right, long[] result, int rows) {
        long overflow = 0;
        for (int row = 0; row < rows; row++) {
            long difference = left[row] - right[row];
            overflow |= (left[row] ^ right[row]) & (left[row] ^ difference);
            result[row] = difference;
        }
        return overflow < 0;
    }

    private static boolean multiply(long[] left, long[] right, long[] result, int rows) {
        long overflow = 0;
        for (int row = 0; row < rows; row++) {
            long product = left[row] * right[row];
            overflow |= Math.multiplyHigh(left[row], right[row]) ^ (product >> (Long.SIZE - 1));
            result[row] = product;
        }
        return overflow != 0;
    }

    private static boolean floorDivide(long[] left, long[] right, long[] result, int rows) {
        boolean doubtful = false;
        for (int row = 0; row < rows; row++) {
            long divisor = right[row];
            doubtful |= divisor == 0 || divisor == -1;
            result[row] = Math.floorDiv(left[row], divisor == 0 ? 1 : divisor);
        }
        return doubtful;
    }

    private static boolean remainder(long[] left, long[] right, long[] result, int rows) {
        boolean byZero = false;
        for (int row = 0; row < rows; row++) {
            long divisor = right[row];
            byZero |= divisor == 0;
            result[row] = Math.floorMod(left[row], divisor == 0 ? 1 : divisor);
        }
        return byZero;
    }

    static Step negate(int operand, int result, EvaluationException outOfRange) {
        return (columns, rows) -> {
            Column into = columns[result];
            into.inherit(columns[operand], rows);
            long[] from = columns[operand].longs;
            for (int row = 0; row < rows; row++) {
                into.longs[row] = -from[row];
                if (from[row] == Long.MIN_VALUE && into.hasValue(row)) {
                    into.setError(row, outOfRange);
                }
            }
        };
    }
}
