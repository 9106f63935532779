package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.util.List;

/**
 * The values that occur most often in a column, the most frequent first, at most {@code k}; nulls are skipped. Absent of nothing.
 *
 * <p>Exact up to {@value FrequentValues#VALUES_MAX} distinct values, which a state counts all. Beyond, counts may be too low by what {@link
 * #accuracy} says, at most one in 1,025 occurrences, and the choice may depend on how events were grouped: a value is certain to be
 * listed when it occurred more often than the value after the last one listed by that many.
 *
 * <p>Of values that occur equally often the one that occurred last is ahead, then the larger one. Values of more than {@value
 * SortedValues#VALUE_BYTES_MAX} bytes are never listed; each occurrence of one widens the accuracy by one, and a list of nothing else is
 * empty.
 */
final class ApproxTopK implements Approximate<FrequentValues> {
    private static final int K_MAX = 1_000;

    private final ColumnType column;
    private final int format;
    private final int k;

    /** @throws IllegalArgumentException if values of the column cannot be compared, or k is not in 1 to 1,000 */
    ApproxTopK(ColumnType column, int k) {
        if (k < 1 || k > K_MAX) {
            throw new IllegalArgumentException("approx_top_k · k is '" + k + "' · it lies in 1 to " + K_MAX
                    + " · ask for as many values as you use");
        }
        this.column = column;
        this.k = k;
        this.format = switch (column) {
            case LONG -> 52;
            case DOUBLE -> 53;
            case BYTES -> 54;
            case NONE, VECTOR ->
                throw new IllegalArgumentException("approx_top_k · it does not count a column of type " + column
                        + " · it counts LONG, DOUBLE and BYTES · choose such a column");
        };
    }

    @Override
    public String name() {
        return "approx_top_k";
    }

    @Override
    public Determinism determinism() {
        return Determinism.BOUNDED;
    }

    @Override
    public List<Input> inputs() {
        return List.of(new Input(0, column));
    }

    @Override
    public int format() {
        return format;
    }

    @Override
    public FrequentValues create() {
        return new FrequentValues(column);
    }

    @Override
    public FrequentValues copy(FrequentValues state) {
        return state.copy(column);
    }

    @Override
    public void add(FrequentValues state, Event event) {
        if (!event.isNull(0)) {
            state.add(event);
        }
    }

    @Override
    public void merge(FrequentValues into, FrequentValues from) {
        into.addAll(from);
    }

    @Override
    public boolean isEmpty(FrequentValues state) {
        return state.isEmpty();
    }

    @Override
    public AggregateValue result(FrequentValues state) {
        return state.isEmpty() ? new AggregateValue.Absent() : new AggregateValue.OfList(state.highestValues(k));
    }

    @Override
    public Accuracy accuracy(FrequentValues state) {
        return new Accuracy(Accuracy.Measure.OCCURRENCES, state.error(), 1);
    }

    @Override
    public void write(FrequentValues state, StateWriter target) {
        state.write(target);
    }

    @Override
    public FrequentValues read(StateReader source) {
        return FrequentValues.read(column, source);
    }
}
