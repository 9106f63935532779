package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import dev.oriel.kernel.number.ExactSum;

/** The exact sum of floating numbers, rounded once, nulls skipped; 0.0 of nothing, an overflow only when the true sum is too large. */
final class DoubleSum implements DoubleAggregation<ExactSum>, Invertible<ExactSum> {
    @Override
    public String name() {
        return "sum";
    }

    @Override
    public int format() {
        return 3;
    }

    @Override
    public ExactSum create() {
        return new ExactSum();
    }

    @Override
    public ExactSum copy(ExactSum state) {
        return state.copy();
    }

    @Override
    public void addDouble(ExactSum state, double value) {
        state.add(value);
    }

    @Override
    public void addNull(ExactSum state) {}

    @Override
    public void merge(ExactSum into, ExactSum from) {
        into.addAll(from);
    }

    @Override
    public void subtract(ExactSum from, ExactSum what) {
        from.subtractAll(what);
    }

    @Override
    public boolean isEmpty(ExactSum state) {
        return state.isZero();
    }

    @Override
    public AggregateValue result(ExactSum state) {
        double sum = state.round();
        return Double.isFinite(sum) ? new AggregateValue.OfDouble(sum) : new AggregateValue.Overflow();
    }

    @Override
    public void write(ExactSum state, StateWriter target) {
        state.write(target);
    }

    @Override
    public ExactSum read(StateReader source) {
        return ExactSum.read(source);
    }
}
