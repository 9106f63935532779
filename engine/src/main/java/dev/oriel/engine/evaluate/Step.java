package dev.oriel.engine.evaluate;

/**
 * One operation over columns, settled when the expression is planned: its loops know their types. Immutable.
 *
 * <p>Steps run over all rows, those of branches that are not taken included. An error is a value like any other until it is
 * needed, so that none is raised for a branch that is not.
 */
@FunctionalInterface
interface Step {
    /**
     * Fills one of the columns from others.
     *
     * @param columns of the {@link Frame}, each step writes its own
     * @param rows how many, from row 0
     */
    void run(Column[] columns, int rows);
}
