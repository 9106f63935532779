package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;

/** The sum of integers, nulls skipped; 0 of nothing, an overflow only when the true sum does not fit a long. */
final class LongSum implements LongAggregation<WideSum>, Invertible<WideSum> {
    @Override
    public String name() {
        return "sum";
    }

    @Override
    public int format() {
        return 2;
    }

    @Override
    public WideSum create() {
        return new WideSum();
    }

    @Override
    public WideSum copy(WideSum state) {
        return state.copy();
    }

    @Override
    public void addLong(WideSum state, long value) {
        state.add(value);
    }

    @Override
    public void addNull(WideSum state) {}

    @Override
    public void merge(WideSum into, WideSum from) {
        into.addAll(from);
    }

    @Override
    public void subtract(WideSum from, WideSum what) {
        from.subtractAll(what);
    }

    @Override
    public boolean isEmpty(WideSum state) {
        return state.isZero();
    }

    @Override
    public AggregateValue result(WideSum state) {
        return state.fitsLong() ? new AggregateValue.OfLong(state.toLong()) : new AggregateValue.Overflow();
    }

    @Override
    public void write(WideSum state, StateWriter target) {
        state.write(target);
    }

    @Override
    public WideSum read(StateReader source) {
        return WideSum.read(source);
    }
}
