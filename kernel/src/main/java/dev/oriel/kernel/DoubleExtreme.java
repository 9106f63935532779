package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import dev.oriel.kernel.number.ExactSum;

/** The smallest or largest of floating numbers, nulls skipped, with -0.0 below 0.0; absent of nothing. */
final class DoubleExtreme implements DoubleAggregation<DoubleExtreme.State> {
    static final class State {
        private boolean present;
        private double value;
    }

    private final Extreme extreme;

    DoubleExtreme(Extreme extreme) {
        this.extreme = extreme;
    }

    @Override
    public String name() {
        return extreme.functionName;
    }

    @Override
    public int format() {
        return extreme == Extreme.MIN ? 8 : 9;
    }

    @Override
    public State create() {
        return new State();
    }

    @Override
    public State copy(State state) {
        State copy = new State();
        copy.present = state.present;
        copy.value = state.value;
        return copy;
    }

    @Override
    public void addDouble(State state, double value) {
        ExactSum.requireFinite(value);
        if (!state.present || extreme.prefers(Double.compare(value, state.value))) {
            state.present = true;
            state.value = value;
        }
    }

    @Override
    public void addNull(State state) {}

    @Override
    public void merge(State into, State from) {
        if (from.present) {
            addDouble(into, from.value);
        }
    }

    @Override
    public boolean isEmpty(State state) {
        return !state.present;
    }

    @Override
    public AggregateValue result(State state) {
        return state.present ? new AggregateValue.OfDouble(state.value) : new AggregateValue.Absent();
    }

    @Override
    public void write(State state, StateWriter target) {
        target.writeByte(state.present ? 1 : 0);
        if (state.present) {
            target.writeDouble(state.value);
        }
    }

    @Override
    public State read(StateReader source) {
        State state = new State();
        state.present = source.readBoolean();
        if (state.present) {
            state.value = source.readFiniteDouble();
        }
        return state;
    }
}
