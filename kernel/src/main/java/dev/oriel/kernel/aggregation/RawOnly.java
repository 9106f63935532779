package dev.oriel.kernel.aggregation;

/**
 * An aggregation whose state is as large as its input, and which therefore cannot be kept in buckets: it is computed from raw events
 * when asked for.
 *
 * @param <S> the state
 */
public interface RawOnly<S> extends StateAggregation<S> {}
