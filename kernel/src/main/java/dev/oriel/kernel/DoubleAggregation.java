package dev.oriel.kernel;

/**
 * An aggregation over a column of finite floating numbers.
 *
 * @param <S> the state
 */
public interface DoubleAggregation<S> extends Aggregation<S> {
    /**
     * Adds a row with this value.
     *
     * @throws IllegalArgumentException if the value is NaN or infinite: those are refused before they reach an aggregation
     */
    void addDouble(S state, double value);
}
