package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;

/** The mean of integers, nulls skipped, absent of nothing: the exact sum, rounded to a double, over the count. */
final class LongMean implements LongAggregation<LongMean.State>, Invertible<LongMean.State> {
    static final class State {
        private final WideSum sum;
        private long count;

        private State(WideSum sum, long count) {
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
        return 4;
    }

    @Override
    public State create() {
        return new State(new WideSum(), 0);
    }

    @Override
    public State copy(State state) {
        return new State(state.sum.copy(), state.count);
    }

    @Override
    public void addLong(State state, long value) {
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
        return state.count == 0
                ? new AggregateValue.Absent()
                : new AggregateValue.OfDouble(state.sum.divideBy(state.count));
    }

    @Override
    public void write(State state, StateWriter target) {
        target.writeUnsigned(state.count);
        state.sum.write(target);
    }

    @Override
    public State read(StateReader source) {
        long count = source.readUnsigned();
        return new State(WideSum.read(source), count);
    }
}
