package dev.oriel.engine.evaluate;

/** Choices between columns. A value, null or error that is not chosen is as if it were not there. */
final class BranchSteps {
    private BranchSteps() {}

    /**
     * The value of the first condition that is true.
     *
     * @param values one for each condition, and one more for rows of which no condition is true
     */
    static Step choose(int[] conditions, int[] values, int result) {
        return (columns, rows) -> {
            Column into = columns[result];
            into.reset();
            for (int row = 0; row < rows; row++) {
                int chosen = 0;
                RuntimeException error = null;
                while (chosen < conditions.length && error == null && !isTrue(columns[conditions[chosen]], row)) {
                    error = columns[conditions[chosen]].error(row);
                    chosen++;
                }
                if (error != null) {
                    into.setError(row, error);
                } else {
                    into.copy(row, columns[values[chosen]]);
                }
            }
        };
    }

    private static boolean isTrue(Column condition, int row) {
        return condition.hasValue(row) && condition.booleans[row];
    }

    /** The first value that is not null; null when all are. */
    static Step coalesce(int[] values, int result) {
        return (columns, rows) -> {
            Column into = columns[result];
            into.reset();
            for (int row = 0; row < rows; row++) {
                int chosen = 0;
                while (chosen < values.length - 1
                        && columns[values[chosen]].error(row) == null
                        && columns[values[chosen]].isNull(row)) {
                    chosen++;
                }
                into.copy(row, columns[values[chosen]]);
            }
        };
    }

    /** Whether a value is null, or whether it is not. */
    static Step isNull(boolean wanted, int operand, int result) {
        return (columns, rows) -> {
            Column into = columns[result];
            into.reset();
            into.addErrors(columns[operand], rows);
            for (int row = 0; row < rows; row++) {
                into.booleans[row] = columns[operand].isNull(row) == wanted;
            }
        };
    }

    /**
     * Whether two values differ, null being a value.
     *
     * @param differ whether they do where neither is null
     */
    static Step distinct(int left, int right, int differ, int result) {
        return (columns, rows) -> {
            Column into = columns[result];
            into.reset();
            into.addErrors(columns[left], rows);
            into.addErrors(columns[right], rows);
            for (int row = 0; row < rows; row++) {
                boolean leftNull = columns[left].isNull(row);
                boolean rightNull = columns[right].isNull(row);
                into.booleans[row] = (leftNull || rightNull) ? leftNull != rightNull : columns[differ].booleans[row];
            }
        };
    }
}
