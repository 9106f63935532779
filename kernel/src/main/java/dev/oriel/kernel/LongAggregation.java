package dev.oriel.kernel;

/**
 * An aggregation over a column of 64-bit integers.
 *
 * @param <S> the state
 */
public interface LongAggregation<S> extends Aggregation<S> {
    /** Adds a row with this value. */
    void addLong(S state, long value);
}
