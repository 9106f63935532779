package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.aggregation.AggregateValue.OfDouble;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.util.Arrays;
import java.util.List;

/**
 * {@code median}: the middle value, or of an even number of values the mean of the two middle ones, rounded once; a double, and never
 * -0.0. Nulls are skipped; the median of nothing is {@link AggregateValue.Absent}. Exact.
 *
 * <p>Of more values than the limit it is {@link AggregateValue.TooMany}, and nothing of them is kept but that; hence it is not {@link
 * Invertible}. A value takes eight bytes; the result sorts a copy of them all.
 */
final class Median implements RawOnly<Median.State> {
    /** The most values that are kept, unless told otherwise. */
    static final int LIMIT_DEFAULT = 1_000_000;

    private static final int FORMAT = 23;
    private static final long[] NO_VALUES = {};

    private final OrderedColumn column;
    private final int limit;

    /** All values in any order, as their {@link OrderedColumn} holds them; none once there were too many. */
    static final class State {
        private long[] values = NO_VALUES;
        private int size;
        private boolean tooMany;

        /** How many values there is room for. */
        int capacity() {
            return values.length;
        }

        /** A copy, since results are read while others read, too. */
        private long[] sorted() {
            long[] sorted = Arrays.copyOf(values, size);
            Arrays.sort(sorted);
            return sorted;
        }
    }

    Median(ColumnType column) {
        this(column, LIMIT_DEFAULT);
    }

    /**
     * The aggregation that keeps at most {@code limit} values, of at least 1.
     *
     * @throws IllegalArgumentException if the limit is less, or the type is neither LONG nor DOUBLE
     */
    Median(ColumnType column, int limit) {
        if (column != ColumnType.LONG && column != ColumnType.DOUBLE) {
            throw new IllegalArgumentException("median · it does not take a column of type '" + column
                    + "' · it takes LONG and DOUBLE · choose another column");
        }
        this.column = OrderedColumn.of("median", 0, column);
        this.limit = Limits.atLeastOne("median", limit);
    }

    @Override
    public String name() {
        return "median";
    }

    @Override
    public Determinism determinism() {
        return Determinism.EXACT;
    }

    @Override
    public List<Input> inputs() {
        return List.of(new Input(0, column.type()));
    }

    @Override
    public int format() {
        return FORMAT;
    }

    @Override
    public State create() {
        return new State();
    }

    @Override
    public State copy(State state) {
        State copy = new State();
        copy.values = Arrays.copyOf(state.values, state.size);
        copy.size = state.size;
        copy.tooMany = state.tooMany;
        return copy;
    }

    @Override
    public void add(State state, Event event) {
        if (!column.isNull(event) && reserve(state, 1)) {
            state.values[state.size++] = column.number(event);
        }
    }

    @Override
    public void merge(State into, State from) {
        if (from.tooMany) {
            giveUp(into);
        } else if (reserve(into, from.size)) {
            System.arraycopy(from.values, 0, into.values, into.size, from.size);
            into.size += from.size;
        }
    }

    @Override
    public boolean isEmpty(State state) {
        return !state.tooMany && state.size == 0;
    }

    @Override
    public AggregateValue result(State state) {
        if (state.tooMany) {
            return new AggregateValue.TooMany(limit);
        }
        if (state.size == 0) {
            return new AggregateValue.Absent();
        }
        long[] sorted = state.sorted();
        long lower = sorted[(state.size - 1) / 2];
        long upper = sorted[state.size / 2];
        double middle = column.type() == ColumnType.LONG
                ? middle(lower, upper)
                : middle(OrderedColumn.fromSortable(lower), OrderedColumn.fromSortable(upper));
        return new OfDouble(middle + 0.0);
    }

    @Override
    public void write(State state, StateWriter target) {
        target.writeByte(state.tooMany ? 1 : 0);
        if (!state.tooMany) {
            target.writeUnsigned(state.size);
            for (long value : state.sorted()) {
                column.write(value, OrderedColumn.NO_BYTES, target);
            }
        }
    }

    @Override
    public State read(StateReader source) {
        State state = new State();
        state.tooMany = source.readBoolean();
        if (state.tooMany) {
            return state;
        }
        long count = source.readUnsigned();
        if (count < 0 || count > Math.min(limit, source.remaining())) {
            throw source.corrupt(
                    "found '" + Long.toUnsignedString(count) + "' values",
                    "expected at most " + limit + ", one byte or more each");
        }
        state.values = new long[(int) count];
        for (; state.size < count; state.size++) {
            state.values[state.size] = column.readNumber(source);
        }
        return state;
    }

    /** The mean of two integers, rounded once. */
    static double middle(long lower, long upper) {
        long sum = lower + upper;
        boolean overflows = ((lower ^ sum) & (upper ^ sum)) < 0;
        if (!overflows) {
            return sum / 2.0;
        }
        // Half the sum rounded down has 62 bits or more. The half that was lost decides only whether the number lies on
        // a
        // point where rounding turns, and there as any odd last bit does.
        long floor = (lower & upper) + ((lower ^ upper) >> 1);
        return (double) (floor | ((lower ^ upper) & 1));
    }

    /** The mean of two finite numbers, rounded once. */
    static double middle(double lower, double upper) {
        // A sum that is rounded is far from the smallest numbers, so that halving it is exact; where it overflows, both
        // numbers are.
        double sum = lower + upper;
        return Double.isFinite(sum) ? sum / 2 : lower / 2 + upper / 2;
    }

    /** Makes room for more values; false if there are too many by now, and then none are kept. */
    private boolean reserve(State state, int more) {
        if (state.tooMany || limit - state.size < more) {
            giveUp(state);
            return false;
        }
        int needed = state.size + more;
        if (needed > state.values.length) {
            long wanted = Math.max(needed, state.size + (state.size >> 1) + 4L);
            state.values = Arrays.copyOf(state.values, (int) Math.min(limit, wanted));
        }
        return true;
    }

    private static void giveUp(State state) {
        state.tooMany = true;
        state.values = NO_VALUES;
        state.size = 0;
    }
}
