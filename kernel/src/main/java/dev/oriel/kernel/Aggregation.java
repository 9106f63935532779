package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.bytes.CorruptStateException;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;

/**
 * A summary of many events in a small mutable state that can be merged, written and read.
 *
 * <p>Values are added through the subtype made for the column: {@link RowAggregation}, {@link LongAggregation} or
 * {@link DoubleAggregation}. The laws below hold for every aggregation and are tested for each ({@code a = b} means equal bytes):
 *
 * <pre>{@code
 * merge(a, create())         = a
 * merge(a, b)                = merge(b, a)
 * merge(merge(a, b), c)      = merge(a, merge(b, c))
 * read(write(a))             = a
 * addAll(shuffled(events))   = addAll(events)
 * }</pre>
 *
 * <p>An aggregation holds no events and may be shared by threads. A state has one writer, and any number of readers when nobody
 * writes; {@code copy}, {@code merge}'s source, {@code isEmpty}, {@code result} and {@code write} only read it.
 *
 * @param <S> the state
 */
public interface Aggregation<S> {
    /** The function as users write it, such as {@code sum}. */
    String name();

    /** The number of this state's binary form, 1 to 255: no other form shares it, and it never changes its meaning. */
    int format();

    /** A state of no events. */
    S create();

    /** A state equal to {@code state} that shares nothing mutable with it. */
    S copy(S state);

    /** Adds a row whose column is null. */
    void addNull(S state);

    /** Adds to {@code into} all events of {@code from}, which stays as it is. */
    void merge(S into, S from);

    /** Whether {@code state} cannot be told from a new one: merging it changes nothing. */
    boolean isEmpty(S state);

    /** The value of the events added: a function of their set, bit for bit, whatever their order and grouping. */
    AggregateValue result(S state);

    /** Writes the canonical form: states of equal sets of events give equal bytes. */
    void write(S state, StateWriter target);

    /**
     * A state equal to the one written.
     *
     * @throws CorruptStateException if the bytes are not those of such a state
     */
    S read(StateReader source);
}
