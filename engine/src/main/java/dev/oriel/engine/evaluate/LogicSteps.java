package dev.oriel.engine.evaluate;

/** Logic of true, false and null. */
final class LogicSteps {
    private LogicSteps() {}

    static Step not(int operand, int result) {
        return (columns, rows) -> {
            Column into = columns[result];
            into.inherit(columns[operand], rows);
            boolean[] from = columns[operand].booleans;
            for (int row = 0; row < rows; row++) {
                into.booleans[row] = !from[row];
            }
        };
    }

    /**
     * And, or or.
     *
     * @param deciding the value that decides alone, whatever the other operand is: true for or
     */
    static Step logical(boolean deciding, int left, int right, int result) {
        return (columns, rows) -> {
            Column first = columns[left];
            Column second = columns[right];
            Column into = columns[result];
            if (first.hasNulls() || second.hasNulls()) {
                withNulls(deciding, first, second, into, rows);
            } else if (deciding) {
                into.inherit(first, second, rows);
                or(first.booleans, second.booleans, into.booleans, rows);
            } else {
                into.inherit(first, second, rows);
                and(first.booleans, second.booleans, into.booleans, rows);
            }
        };
    }

    @SuppressWarnings("ShortCircuitBoolean") // no branches: the loop becomes one of vectors
    private static void and(boolean[] left, boolean[] right, boolean[] result, int rows) {
        for (int row = 0; row < rows; row++) {
            result[row] = left[row] & right[row];
        }
    }

    @SuppressWarnings("ShortCircuitBoolean") // no branches: the loop becomes one of vectors
    private static void or(boolean[] left, boolean[] right, boolean[] result, int rows) {
        for (int row = 0; row < rows; row++) {
            result[row] = left[row] | right[row];
        }
    }

    private static void withNulls(boolean deciding, Column left, Column right, Column into, int rows) {
        into.reset();
        into.addErrors(left, rows);
        into.addErrors(right, rows);
        boolean[] nulls = into.nullsForWriting();
        for (int row = 0; row < rows; row++) {
            boolean leftNull = left.isNull(row);
            boolean rightNull = right.isNull(row);
            boolean decided =
                    (!leftNull && left.booleans[row] == deciding) || (!rightNull && right.booleans[row] == deciding);
            into.booleans[row] = decided == deciding;
            nulls[row] = !decided && (leftNull || rightNull);
        }
    }
}
