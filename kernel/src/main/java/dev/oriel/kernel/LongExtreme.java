package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;

/** The smallest or largest of integers, nulls skipped; absent of nothing. */
final class LongExtreme implements LongAggregation<LongExtreme.State> {
    static final class State {
        private boolean present;
        private long value;
    }

    private final Extreme extreme;

    LongExtreme(Extreme extreme) {
        this.extreme = extreme;
    }

    @Override
    public String name() {
        return extreme.functionName;
    }

    @Override
    public int format() {
        return extreme == Extreme.MIN ? 6 : 7;
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
    public void addLong(State state, long value) {
        if (!state.present || extreme.prefers(Long.compare(value, state.value))) {
            state.present = true;
            state.value = value;
        }
    }

    @Override
    public void addNull(State state) {}

    @Override
    public void merge(State into, State from) {
        if (from.present) {
            addLong(into, from.value);
        }
    }

    @Override
    public boolean isEmpty(State state) {
        return !state.present;
    }

    @Override
    public AggregateValue result(State state) {
        return state.present ? new AggregateValue.OfLong(state.value) : new AggregateValue.Absent();
    }

    @Override
    public void write(State state, StateWriter target) {
        target.writeByte(state.present ? 1 : 0);
        if (state.present) {
            target.writeSigned(state.value);
        }
    }

    @Override
    public State read(StateReader source) {
        State state = new State();
        state.present = source.readBoolean();
        if (state.present) {
            state.value = source.readSigned();
        }
        return state;
    }
}
