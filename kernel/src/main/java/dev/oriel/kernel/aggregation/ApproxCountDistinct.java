package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.util.List;

/**
 * About how many distinct values a column has; nulls are none. 0 of nothing. The number of distinct 64-bit hashes up to {@value
 * DistinctSketch#HASHES_MAX}, beyond it an estimate whose standard error is 1.2 %, in 4 KiB.
 */
final class ApproxCountDistinct implements Approximate<DistinctSketch> {
    /** That no two of 256 values share a hash of 64 bits; what is left is 256 * 256 / 2 / 2^64. */
    private static final double CONFIDENCE_OF_HASHES = 1 - 0x1p-49;

    /** 2 % is 1.68 standard errors, which an error exceeds in 9.3 % of cases. */
    private static final Accuracy ESTIMATE = new Accuracy(Accuracy.Measure.RELATIVE, 0.02, 0.9);

    private static final Accuracy COUNT_OF_HASHES = new Accuracy(Accuracy.Measure.RELATIVE, 0, CONFIDENCE_OF_HASHES);

    private final ColumnType column;

    /** @throws IllegalArgumentException if values of the column cannot be compared */
    ApproxCountDistinct(ColumnType column) {
        if (column == ColumnType.NONE || column == ColumnType.VECTOR) {
            throw new IllegalArgumentException("approx_count_distinct · it does not count a column of type " + column
                    + " · it counts LONG, DOUBLE and BYTES · choose such a column");
        }
        this.column = column;
    }

    @Override
    public String name() {
        return "approx_count_distinct";
    }

    @Override
    public Determinism determinism() {
        return Determinism.SET;
    }

    @Override
    public List<Input> inputs() {
        return List.of(new Input(0, column));
    }

    @Override
    public int format() {
        return 50;
    }

    @Override
    public DistinctSketch create() {
        return new DistinctSketch();
    }

    @Override
    public DistinctSketch copy(DistinctSketch state) {
        return state.copy();
    }

    @Override
    public void add(DistinctSketch state, Event event) {
        if (event.isNull(0)) {
            return;
        }
        state.add(
                switch (column) {
                    case LONG -> DistinctSketch.hash(event.longAt(0));
                    case DOUBLE -> DistinctSketch.hash(event.doubleAt(0));
                    case BYTES -> DistinctSketch.hash(event.bytesAt(0));
                    case NONE, VECTOR -> throw new AssertionError(column);
                });
    }

    @Override
    public void merge(DistinctSketch into, DistinctSketch from) {
        into.addAll(from);
    }

    @Override
    public boolean isEmpty(DistinctSketch state) {
        return state.isEmpty();
    }

    @Override
    public AggregateValue result(DistinctSketch state) {
        return new AggregateValue.OfLong(state.count());
    }

    @Override
    public Accuracy accuracy(DistinctSketch state) {
        return state.hasRegisters() ? ESTIMATE : COUNT_OF_HASHES;
    }

    @Override
    public void write(DistinctSketch state, StateWriter target) {
        state.write(target);
    }

    @Override
    public DistinctSketch read(StateReader source) {
        return DistinctSketch.read(source);
    }
}
