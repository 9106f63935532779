package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import dev.oriel.kernel.number.ExactSum;

/** The mean of floating numbers, nulls skipped, absent of nothing: the exact sum, rounded once, over the count. */
final class DoubleMean implements DoubleAggregation<DoubleMean.State>, Invertible<DoubleMean.State> {
    static final class State {
        private final ExactSum sum;
        private long count;

        private State(ExactSum sum, long count) {
            this.sum = sum;
            this.count = count;
        }
    }

    @Override
    public String name() {
        return "mean";
    }

    @Override
    public int format() {
        return 5;
    }

    @Override
    public State create() {
        return new State(new ExactSum(), 0);
    }

    @Override
    public State copy(State state) {
        return new State(state.sum.copy(), state.count);
    }

    @Override
    public void addDouble(State state, double value) {
        state.sum.add(value);
        state.count++;
    }

    @Override
    public void addNull(State state) {}

    @Override
    public void merge(State into, State from) {
        into.sum.addAll(from.sum);
        into.count += from.count;
    }

    @Override
    public void subtract(State from, State what) {
        assert what.count <= from.count : "subtracting " + what.count + " values from " + from.count;
        from.sum.subtractAll(what.sum);
        from.count -= what.count;
    }

    @Override
    public boolean isEmpty(State state) {
        return state.count == 0;
    }

    @Override
    public AggregateValue result(State state) {
        if (state.count == 0) {
            return new AggregateValue.Absent();
        }
        double mean = state.sum.divideBy(state.count);
        return Double.isFinite(mean) ? new AggregateValue.OfDouble(mean) : new AggregateValue.Overflow();
    }

    @Override
    public void write(State state, StateWriter target) {
        target.writeUnsigned(state.count);
        state.sum.write(target);
    }

    @Override
    public State read(StateReader source) {
        long count = source.readUnsigned();
        return new State(ExactSum.read(source), count);
    }
}
