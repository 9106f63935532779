package dev.oriel.kernel.aggregation;

/**
 * An aggregation from whose states events can be taken out again, exactly.
 *
 * <pre>{@code
 * subtract(merge(a, b), b) = a
 * }</pre>
 *
 * @param <S> the state
 */
public interface Invertible<S> extends StateAggregation<S> {
    /** Takes out of {@code from} all events of {@code what}, which must have been added to it before. */
    void subtract(S from, S what);
}
