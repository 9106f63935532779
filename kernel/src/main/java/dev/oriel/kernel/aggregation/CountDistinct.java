package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.util.List;

/**
 * {@code count_distinct}: how many different values there are, exactly; 0 of nothing. Nulls are skipped. Two doubles are the same value
 * when {@link Double#compare} says so: -0.0 and 0.0 are two.
 *
 * <p>Of more distinct values than the limit the result is {@link AggregateValue.TooMany}, never an estimate, and nothing is kept but
 * that: whatever is added or merged later, it stays too many. Whether a set of events has more values than that is a function of the set
 * like the number itself, so the aggregation is {@link Determinism#EXACT} on both sides of its limit, and bound in what it can tell
 * rather than in how true it is. {@code approx_count_distinct} has no such limit. Not {@link Invertible}: a value is kept once, however
 * many events carry it.
 */
final class CountDistinct implements StateAggregation<CountDistinct.State> {
    /** The most distinct values that are kept, unless told otherwise. */
    static final int LIMIT_DEFAULT = 10_000;

    private static final int FORMAT = 22;

    private final OrderedColumn column;
    private final int limit;

    /** The distinct values; none once there were too many. */
    static final class State {
        final DistinctValues values;
        private boolean tooMany;

        private State(DistinctValues values, boolean tooMany) {
            this.values = values;
            this.tooMany = tooMany;
        }
    }

    CountDistinct(ColumnType column) {
        this(column, LIMIT_DEFAULT);
    }

    /**
     * The aggregation that keeps at most {@code limit} distinct values, of at least 1.
     *
     * @throws IllegalArgumentException if the limit is less, or the type is neither LONG, DOUBLE nor BYTES
     */
    CountDistinct(ColumnType column, int limit) {
        this.column = OrderedColumn.of("count_distinct", 0, column);
        this.limit = Limits.atLeastOne("count_distinct", limit);
    }

    @Override
    public String name() {
        return "count_distinct";
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
        return new State(new DistinctValues(), false);
    }

    @Override
    public State copy(State state) {
        return new State(state.values.copy(), state.tooMany);
    }

    @Override
    public void add(State state, Event event) {
        if (!state.tooMany && !column.isNull(event)) {
            state.values.add(column, event);
            giveUpBeyondLimit(state);
        }
    }

    @Override
    public void merge(State into, State from) {
        if (from.tooMany) {
            giveUp(into);
        } else if (!into.tooMany) {
            into.values.merge(column, from.values);
            giveUpBeyondLimit(into);
        }
    }

    @Override
    public boolean isEmpty(State state) {
        return !state.tooMany && state.values.size() == 0;
    }

    @Override
    public AggregateValue result(State state) {
        return state.tooMany ? new AggregateValue.TooMany(limit) : new AggregateValue.OfLong(state.values.size());
    }

    @Override
    public void write(State state, StateWriter target) {
        target.writeByte(state.tooMany ? 1 : 0);
        if (!state.tooMany) {
            state.values.write(column, target);
        }
    }

    @Override
    public State read(StateReader source) {
        boolean tooMany = source.readBoolean();
        return new State(tooMany ? new DistinctValues() : DistinctValues.read(column, limit, source), tooMany);
    }

    private void giveUpBeyondLimit(State state) {
        if (state.values.size() > limit) {
            giveUp(state);
        }
    }

    private static void giveUp(State state) {
        state.tooMany = true;
        state.values.clear();
    }
}
