package dev.oriel.kernel.aggregation;

/**
 * An aggregation whose value may differ from the true one, by no more than it says.
 *
 * @param <S> the state
 */
public interface Approximate<S> extends StateAggregation<S> {
    /** How far the value of this state may be from the true one. */
    Accuracy accuracy(S state);
}
