package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.bytes.CorruptStateException;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.util.List;

/**
 * An aggregation with a state of its own: a small mutable object that can be merged, written and read.
 *
 * <p>The laws below hold for every one and are tested for each ({@code a = b} means equal bytes). Those of
 * {@link Determinism#BOUNDED} hold the last one, and the second and third, up to their capacity.
 *
 * <pre>{@code
 * merge(a, create())         = a
 * merge(a, b)                = merge(b, a)
 * merge(merge(a, b), c)      = merge(a, merge(b, c))
 * read(write(a))             = a
 * addAll(shuffled(events))   = addAll(events)
 * }</pre>
 *
 * <p>The aggregation itself holds no events and may be shared by threads. A state has one writer, and any number of readers when
 * nobody writes; {@code copy}, {@code merge}'s source, {@code isEmpty}, {@code result} and {@code write} only read it.
 *
 * @param <S> the state
 */
public non-sealed interface StateAggregation<S> extends Aggregation {
    /**
     * A column that the aggregation reads from events.
     *
     * @param column its place in the layer; 0 is the aggregated one
     * @param type what it must hold
     */
    record Input(int column, ColumnType type) {}

    /** What it reads from events besides their time and key. */
    List<Input> inputs();

    /** The number of this state's binary form, 1 to 255: no other form shares it, and it never changes its meaning. */
    int format();

    /** A state of no events. */
    S create();

    /** A state equal to {@code state} that shares nothing mutable with it. */
    S copy(S state);

    /**
     * Throws if {@link #add} would, so that an event is refused before any of several states has taken it.
     *
     * @throws IllegalArgumentException saying what is wrong with the event
     */
    default void requireSuitable(Event event) {}

    /**
     * Adds an event; null columns are its business.
     *
     * @throws IllegalArgumentException without effect, if the event is not suitable
     */
    void add(S state, Event event);

    /** Adds to {@code into} all events of {@code from}, which stays as it is. */
    void merge(S into, S from);

    /** Whether {@code state} cannot be told from a new one: merging it changes nothing. */
    boolean isEmpty(S state);

    /** The value of the events added. */
    AggregateValue result(S state);

    /** Writes the canonical form: equal states give equal bytes. */
    void write(S state, StateWriter target);

    /**
     * A state equal to the one written.
     *
     * @throws CorruptStateException if the bytes are not those of such a state
     */
    S read(StateReader source);
}
