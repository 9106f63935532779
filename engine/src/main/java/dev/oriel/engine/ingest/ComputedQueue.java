package dev.oriel.engine.ingest;

import dev.oriel.engine.state.ComputedValues;
import java.util.ArrayList;
import java.util.List;

/**
 * Values that queries computed, on their way to the thread that writes. They can be computed again: when too many wait, newer ones
 * are left out. Any threads.
 */
public final class ComputedQueue {
    /** Rows of which values wait at most. */
    static final int WAITING_MAX = 10_000;

    private List<ComputedValues> waiting = new ArrayList<>();

    /** Adds the values of one row; returns whether they are the only ones that wait: whoever writes is to be told then. */
    public synchronized boolean add(ComputedValues values) {
        if (waiting.size() >= WAITING_MAX) {
            return false;
        }
        waiting.add(values);
        return waiting.size() == 1;
    }

    /** Takes all that wait, in their order. */
    public synchronized List<ComputedValues> takeAll() {
        List<ComputedValues> all = waiting;
        waiting = new ArrayList<>();
        return all;
    }
}
