package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.Event;
import org.jspecify.annotations.Nullable;

/**
 * Aggregations over events added one by one, without buckets: how raw rows are aggregated, and what windows are folded in. For one
 * thread.
 */
public final class Accumulator {
    private static final Object NOBODY = new Object();

    private final AggregationSet aggregations;
    private final LayerStates states;
    private final long[] cells;
    private @Nullable Object @Nullable [] extras;
    private int bucketsUsed;

    /** An accumulator of no events. */
    public Accumulator(AggregationSet aggregations) {
        this.aggregations = aggregations;
        this.states = aggregations.states();
        this.cells = new long[states.width()];
        states.cells().clear(cells, 0);
    }

    /**
     * Adds an event.
     *
     * @throws IllegalArgumentException without effect, if an aggregation refuses it
     */
    public void add(Event event) {
        states.requireSuitable(event);
        extras = states.add(cells, 0, extras, event, this);
    }

    /** The values over everything added so far. Adding may go on. */
    public Fold result() {
        return new Fold(aggregations, cells.clone(), states.own(extras, NOBODY), bucketsUsed);
    }

    /** The values over everything added. Nothing may be added any more. */
    Fold finish() {
        return new Fold(aggregations, cells, extras, bucketsUsed);
    }

    void add(boolean isNull, long bits) {
        extras = states.add(cells, 0, extras, isNull, bits, this);
    }

    void merge(long[] from, int fromAt, @Nullable Object @Nullable [] fromExtras) {
        extras = states.merge(cells, 0, extras, from, fromAt, fromExtras, this);
    }

    /** Adds states that lie in a row and have no extras. */
    void mergeRow(long[] from, int fromAt, int count) {
        states.cells().mergeRow(cells, 0, from, fromAt, count);
    }

    void countBuckets(int count) {
        bucketsUsed += count;
    }
}
