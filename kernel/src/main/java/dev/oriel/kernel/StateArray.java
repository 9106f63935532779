package dev.oriel.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Several states of a layer in a row. Extras, once here, are never changed, so that copies share them. */
final class StateArray {
    private final int width;
    private long[] cells;
    /** By state; null while no state has any. */
    private @Nullable Object @Nullable [] @Nullable [] extras;

    StateArray(int capacity, int width) {
        this.width = width;
        this.cells = new long[capacity * width];
    }

    StateArray copy() {
        StateArray copy = new StateArray(0, width);
        copy.cells = cells.clone();
        copy.extras = extras == null ? null : extras.clone();
        return copy;
    }

    /** Makes room for more states. */
    void grow(int capacity) {
        cells = Arrays.copyOf(cells, capacity * width);
        extras = extras == null ? null : Arrays.copyOf(extras, capacity);
    }

    /** Moves the states from one place on, of {@code size}, one place up; there must be room. */
    void insert(int at, int size) {
        System.arraycopy(cells, at * width, cells, (at + 1) * width, (size - at) * width);
        if (extras != null) {
            System.arraycopy(extras, at, extras, at + 1, size - at);
            extras[at] = null;
        }
    }

    /** Moves the states from {@code to} on, of {@code size}, down to {@code from}. */
    void remove(int from, int to, int size) {
        System.arraycopy(cells, to * width, cells, from * width, (size - to) * width);
        if (extras != null) {
            System.arraycopy(extras, to, extras, from, size - to);
            Arrays.fill(extras, size - (to - from), size, null);
        }
    }

    /** Lets go of the states from one place on. */
    void forgetFrom(int at) {
        if (extras != null) {
            Arrays.fill(extras, at, extras.length, null);
        }
    }

    /** Takes states from another array. */
    void copyFrom(StateArray source, int from, int at, int count) {
        System.arraycopy(source.cells, from * width, cells, at * width, count * width);
        for (int i = 0; i < count; i++) {
            setExtras(at + i, source.extrasAt(from + i));
        }
    }

    /** Makes a state that of all entries of a leaf. */
    void setToLeaf(int at, Leaf leaf, LayerStates states, Edit edit) {
        states.cells().clear(cells, at * width);
        setExtras(at, leaf.addAllTo(cells, at * width, states, edit));
    }

    /** Makes a state that of another one and all events of a third. */
    void setToMerged(
            int at, StateArray first, int firstAt, StateArray second, int secondAt, LayerStates states, Edit edit) {
        System.arraycopy(first.cells, firstAt * width, cells, at * width, width);
        @Nullable Object[] shared = first.extrasAt(firstAt);
        @Nullable Object[] own = second.extrasAt(secondAt) == null ? shared : states.own(shared, edit);
        setExtras(
                at,
                states.merge(cells, at * width, own, second.cells, secondAt * width, second.extrasAt(secondAt), edit));
    }

    /** Adds a row without a value, or with one given by its bits, to a state. */
    void add(int at, boolean isNull, long bits, LayerStates states, Edit edit) {
        setExtras(at, states.add(cells, at * width, states.own(extrasAt(at), edit), isNull, bits, edit));
    }

    /** Adds a state to an accumulator. */
    void addTo(Accumulator accumulator, int at) {
        accumulator.merge(cells, at * width, extrasAt(at));
    }

    /** Adds several states in a row to an accumulator. */
    void addTo(Accumulator accumulator, int from, int to) {
        if (extras == null) {
            accumulator.mergeRow(cells, from * width, to - from);
        } else {
            for (int at = from; at < to; at++) {
                addTo(accumulator, at);
            }
        }
    }

    private @Nullable Object @Nullable [] extrasAt(int at) {
        return extras == null ? null : extras[at];
    }

    private void setExtras(int at, @Nullable Object @Nullable [] value) {
        if (extras == null && value != null) {
            extras = new Object[cells.length / width][];
        }
        if (extras != null) {
            extras[at] = value;
            LayerStates.disown(value);
        }
    }
}
