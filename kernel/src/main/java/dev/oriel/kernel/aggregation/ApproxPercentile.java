package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.util.List;

/**
 * A quantile of a column of numbers, within 1 % of the true one, always; nulls are skipped. Absent of nothing.
 *
 * <p>The quantile {@code q} of {@code n} values in ascending order is the one with {@code floor(q * (n - 1))} values before it: the lower
 * of two where {@code q} falls between them, the smallest for 0, the largest for 1. {@code q} counts to nine decimal places, and the rank
 * is computed in whole numbers: 0.29 of 101 values is the 30th, though {@code 0.29 * 100} is less than 29 in floating numbers.
 *
 * <p>Integers are taken as the nearest double. Values nearer to 0 than 2.3e-308 count as 0. The value returned is the middle of a bin and
 * need not be one of those added.
 */
final class ApproxPercentile implements Approximate<BinCounts>, Invertible<BinCounts> {
    private static final Accuracy ACCURACY = new Accuracy(Accuracy.Measure.RELATIVE, 0.01, 1);
    private static final long BILLION = 1_000_000_000;

    private final ColumnType column;
    private final long billionths;

    /**
     * The quantile of a column.
     *
     * @param quantile in [0, 1]
     * @throws IllegalArgumentException if the column does not hold numbers, or the quantile lies elsewhere
     */
    ApproxPercentile(ColumnType column, double quantile) {
        if (column != ColumnType.LONG && column != ColumnType.DOUBLE) {
            throw new IllegalArgumentException("approx_percentile · a column of type " + column
                    + " has no quantiles · it takes LONG and DOUBLE · choose a column of numbers");
        }
        if (!(quantile >= 0 && quantile <= 1)) {
            throw new IllegalArgumentException("approx_percentile · quantile is '" + quantile
                    + "' · it lies in [0, 1] · write 0.99 for the 99th percentile");
        }
        this.column = column;
        this.billionths = Math.round(quantile * BILLION);
    }

    @Override
    public String name() {
        return "approx_percentile";
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
        return 51;
    }

    @Override
    public BinCounts create() {
        return new BinCounts();
    }

    @Override
    public BinCounts copy(BinCounts state) {
        return state.copy();
    }

    @Override
    public void add(BinCounts state, Event event) {
        if (!event.isNull(0)) {
            state.add(LogarithmicBins.binOf(column == ColumnType.LONG ? (double) event.longAt(0) : event.doubleAt(0)));
        }
    }

    @Override
    public void merge(BinCounts into, BinCounts from) {
        into.addAll(from);
    }

    @Override
    public void subtract(BinCounts from, BinCounts what) {
        from.subtractAll(what);
    }

    @Override
    public boolean isEmpty(BinCounts state) {
        return state.total() == 0;
    }

    @Override
    public AggregateValue result(BinCounts state) {
        if (isEmpty(state)) {
            return new AggregateValue.Absent();
        }
        return new AggregateValue.OfDouble(LogarithmicBins.middleOf(state.binAt(rank(state.total()))));
    }

    @Override
    public Accuracy accuracy(BinCounts state) {
        return ACCURACY;
    }

    @Override
    public void write(BinCounts state, StateWriter target) {
        state.write(target);
    }

    @Override
    public BinCounts read(StateReader source) {
        return BinCounts.read(source);
    }

    private long rank(long values) {
        long last = values - 1;
        // In two parts, as the product of the whole may exceed 64 bits.
        return last / BILLION * billionths + last % BILLION * billionths / BILLION;
    }
}
