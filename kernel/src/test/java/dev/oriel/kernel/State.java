package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.aggregation.ColumnType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of a layer of one aggregation, outside of any bucket. */
final class State {
    private final Layer layer;
    private final LayerStates states;
    private final long[] cells;
    private @Nullable Object @Nullable [] extras;

    State(Layer layer) {
        this.layer = layer;
        this.states = layer.states();
        this.cells = new long[states.width()];
        states.cells().clear(cells, 0);
    }

    static State of(Layer layer, List<Event> events) {
        State state = new State(layer);
        events.forEach(state::add);
        return state;
    }

    State add(Event event) {
        extras = states.add(
                cells,
                0,
                extras,
                !event.hasValue() || layer.column() == ColumnType.NONE,
                states.cells().keepsAny() ? event.valueBits() : 0,
                this);
        return this;
    }

    State merge(State other) {
        extras = states.merge(cells, 0, extras, other.cells, 0, other.extras, this);
        return this;
    }

    State subtract(State other) {
        extras = states.subtract(cells, 0, extras, other.cells, 0, other.extras, this);
        return this;
    }

    State copy() {
        return new State(layer).merge(this);
    }

    boolean hasEvents() {
        return states.cells().rows(cells, 0) > 0;
    }

    AggregateValue result() {
        return states.result(0, cells, extras);
    }

    /** The bytes of a bucket that holds this state, which must have events. */
    byte[] bytes() {
        Leaf leaf = new Leaf(new Edit(layer), 1);
        leaf.appendState(7, cells, extras, states);
        byte[] bytes = new BucketCodec(layer).write(null, leaf, 7);
        if (bytes == null) {
            throw new AssertionError("a bucket with a state holds none");
        }
        return bytes;
    }

    static State read(Layer layer, byte[] bytes) {
        Timeline timeline = Timeline.restore(layer).add(7, bytes).build();
        State state = new State(layer);
        state.extras = timeline.tail().addAllTo(state.cells, 0, state.states, state);
        return state;
    }
}
