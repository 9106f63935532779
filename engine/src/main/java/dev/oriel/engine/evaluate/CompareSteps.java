package dev.oriel.engine.evaluate;

import dev.oriel.api.definition.ScalarType;
import dev.oriel.engine.evaluate.ExpressionPlanner.Part;
import dev.oriel.engine.state.ValueOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Comparisons. Null compared with anything is null. */
final class CompareSteps {
    private static final double LONG_RANGE = 0x1p63;

    private CompareSteps() {}

    private interface Loop {
        void run(Column left, Column right, boolean[] result, int rows);
    }

    private static Step step(Loop loop, int left, int right, int result) {
        return (columns, rows) -> {
            Column into = columns[result];
            into.inherit(columns[left], columns[right], rows);
            loop.run(columns[left], columns[right], into.booleans, rows);
        };
    }

    /** Compares integers and floats by their exact values: 0.0 equals -0.0. */
    static Step numbers(Comparison comparison, Part left, Part right, int result) {
        boolean leftLong = left.form() == ColumnForm.LONG;
        boolean rightLong = right.form() == ColumnForm.LONG;
        if (leftLong && rightLong) {
            return longs(comparison, left.column(), right.column(), result);
        }
        if (!leftLong && !rightLong) {
            return step(
                    (a, b, into, rows) -> doubles(comparison, a.doubles, b.doubles, into, rows),
                    left.column(),
                    right.column(),
                    result);
        }
        Loop mixed = leftLong
                ? (a, b, into, rows) -> {
                    for (int row = 0; row < rows; row++) {
                        into[row] = comparison.holds(compare(a.longs[row], b.doubles[row]));
                    }
                }
                : (a, b, into, rows) -> {
                    for (int row = 0; row < rows; row++) {
                        into[row] = comparison.holds(-compare(b.longs[row], a.doubles[row]));
                    }
                };
        return step(mixed, left.column(), right.column(), result);
    }

    /** Exact: beyond 2^53 an integer has neighbours that become the same float. */
    static int compare(long left, double right) {
        if (right >= LONG_RANGE) {
            return -1;
        }
        if (right < -LONG_RANGE) {
            return 1;
        }
        long whole = (long) right;
        double fraction = right - whole;
        return left != whole ? Long.compare(left, whole) : fraction > 0 ? -1 : fraction < 0 ? 1 : 0;
    }

    /** Compares values of one type. */
    static Step same(Comparison comparison, Part left, Part right, int result) {
        return switch (left.form()) {
            case LONG -> longs(comparison, left.column(), right.column(), result);
            case DOUBLE -> numbers(comparison, left, right, result);
            case BOOLEAN ->
                step(
                        (a, b, into, rows) -> {
                            for (int row = 0; row < rows; row++) {
                                into[row] = comparison.holds(Boolean.compare(a.booleans[row], b.booleans[row]));
                            }
                        },
                        left.column(),
                        right.column(),
                        result);
            case OBJECT -> objects(comparison, left, right.column(), result);
        };
    }

    private static Step longs(Comparison comparison, int left, int right, int result) {
        return step((a, b, into, rows) -> longs(comparison, a.longs, b.longs, into, rows), left, right, result);
    }

    private static void longs(Comparison comparison, long[] left, long[] right, boolean[] result, int rows) {
        switch (comparison) {
            case EQUAL -> {
                for (int row = 0; row < rows; row++) {
                    result[row] = left[row] == right[row];
                }
            }
            case NOT_EQUAL -> {
                for (int row = 0; row < rows; row++) {
                    result[row] = left[row] != right[row];
                }
            }
            case LESS -> {
                for (int row = 0; row < rows; row++) {
                    result[row] = left[row] < right[row];
                }
            }
            case LESS_OR_EQUAL -> {
                for (int row = 0; row < rows; row++) {
                    result[row] = left[row] <= right[row];
                }
            }
            case GREATER -> longs(Comparison.LESS, right, left, result, rows);
            case GREATER_OR_EQUAL -> longs(Comparison.LESS_OR_EQUAL, right, left, result, rows);
        }
    }

    private static void doubles(Comparison comparison, double[] left, double[] right, boolean[] result, int rows) {
        switch (comparison) {
            case EQUAL -> {
                for (int row = 0; row < rows; row++) {
                    result[row] = left[row] == right[row];
                }
            }
            case NOT_EQUAL -> {
                for (int row = 0; row < rows; row++) {
                    result[row] = left[row] != right[row];
                }
            }
            case LESS -> {
                for (int row = 0; row < rows; row++) {
                    result[row] = left[row] < right[row];
                }
            }
            case LESS_OR_EQUAL -> {
                for (int row = 0; row < rows; row++) {
                    result[row] = left[row] <= right[row];
                }
            }
            case GREATER -> doubles(Comparison.LESS, right, left, result, rows);
            case GREATER_OR_EQUAL -> doubles(Comparison.LESS_OR_EQUAL, right, left, result, rows);
        }
    }

    private static Step objects(Comparison comparison, Part left, int right, int result) {
        boolean equality = comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL;
        boolean plain = left.is(ScalarType.TEXT) || left.is(ScalarType.DECIMAL);
        return (columns, rows) -> {
            Column into = columns[result];
            Column first = columns[left.column()];
            Column second = columns[right];
            into.inherit(first, second, rows);
            if (equality && plain) {
                equal(comparison == Comparison.EQUAL, first.objects, second.objects, into.booleans, rows);
                return;
            }
            for (int row = 0; row < rows; row++) {
                Object one = first.objects[row];
                Object other = second.objects[row];
                if (one != null && other != null && into.hasValue(row)) {
                    into.booleans[row] = comparison.holds(ValueOrder.NATURAL.compare(one, other));
                }
            }
        };
    }

    /** Text and decimals are equal by {@code equals}, which sees a different length before it looks at characters. */
    private static void equal(
            boolean wanted, @Nullable Object[] left, @Nullable Object[] right, boolean[] result, int rows) {
        for (int row = 0; row < rows; row++) {
            result[row] = Objects.equals(left[row], right[row]) == wanted;
        }
    }
}
