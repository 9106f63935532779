package dev.oriel.kernel;

/**
 * An aggregation that needs no column.
 *
 * @param <S> the state
 */
public interface RowAggregation<S> extends Aggregation<S> {
    /** Adds a row. */
    void addRow(S state);
}
