package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import dev.oriel.kernel.number.ExactSum;

/** The number of rows, those with a null column included; 0 of nothing. */
final class Count
        implements RowAggregation<Count.State>,
                LongAggregation<Count.State>,
                DoubleAggregation<Count.State>,
                Invertible<Count.State> {
    static final class State {
        private long count;
    }

    @Override
    public String name() {
        return "count";
    }

    @Override
    public int format() {
        return 1;
    }

    @Override
    public State create() {
        return new State();
    }

    @Override
    public State copy(State state) {
        State copy = new State();
        copy.count = state.count;
        return copy;
    }

    @Override
    public void addRow(State state) {
        state.count++;
    }

    @Override
    public void addLong(State state, long value) {
        state.count++;
    }

    @Override
    public void addDouble(State state, double value) {
        ExactSum.requireFinite(value);
        state.count++;
    }

    @Override
    public void addNull(State state) {
        state.count++;
    }

    @Override
    public void merge(State into, State from) {
        into.count += from.count;
    }

    @Override
    public void subtract(State from, State what) {
        assert what.count <= from.count : "subtracting " + what.count + " events from " + from.count;
        from.count -= what.count;
    }

    @Override
    public boolean isEmpty(State state) {
        return state.count == 0;
    }

    @Override
    public AggregateValue result(State state) {
        return new AggregateValue.OfLong(state.count);
    }

    @Override
    public void write(State state, StateWriter target) {
        target.writeUnsigned(state.count);
    }

    @Override
    public State read(StateReader source) {
        State state = new State();
        state.count = source.readUnsigned();
        return state;
    }
}
