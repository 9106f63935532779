package dev.oriel.engine.evaluate;

/** A function of the values of one row, for what has no loop of its own. */
@FunctionalInterface
interface RowKernel {
    /**
     * Sets a row of the result to a value, to null or to an error.
     *
     * @param in the operands, each of which has a value in the row
     */
    void run(Column[] in, Column into, int row);

    /** Null in, null out: rows of which an operand is null or an error are not given to the kernel. */
    static Step step(RowKernel kernel, int[] operands, int result) {
        return (columns, rows) -> {
            Column into = columns[result];
            var in = new Column[operands.length];
            into.reset();
            for (int place = 0; place < in.length; place++) {
                in[place] = columns[operands[place]];
                into.addNulls(in[place], rows);
                into.addErrors(in[place], rows);
            }
            for (int row = 0; row < rows; row++) {
                if (into.hasValue(row)) {
                    kernel.run(in, into, row);
                }
            }
        };
    }
}
