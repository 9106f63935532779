package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.util.List;

/**
 * {@code array_agg}: all values in the order of their events' time, then key, then value; nulls are kept, as {@link
 * AggregateValue.Absent}. The list of nothing is empty.
 *
 * <p>Of more rows than the limit the value is {@link AggregateValue.TooMany}, and nothing of them is kept but that: whatever is added or
 * merged later, it stays too many. So it is exact: a function of the set of events that is never wrong. For the same reason it is not
 * {@link Invertible}: what is not kept cannot be what is left when others are taken out.
 */
final class ArrayAgg implements StateAggregation<ArrayAgg.State> {
    /** The most values of a list, unless told otherwise. */
    static final int LIMIT_DEFAULT = 1_000;

    private static final int FORMAT = 21;

    private final Ranking ranking;
    private final int limit;

    /** All rows, in order; none once there were too many. */
    static final class State {
        final RankedRows rows;
        private boolean tooMany;

        private State(RankedRows rows, boolean tooMany) {
            this.rows = rows;
            this.tooMany = tooMany;
        }
    }

    ArrayAgg(ColumnType column) {
        this(column, LIMIT_DEFAULT);
    }

    /**
     * The aggregation that gives at most {@code limit} values, of at least 1.
     *
     * @throws IllegalArgumentException if the limit is less, or the type is neither LONG, DOUBLE nor BYTES
     */
    ArrayAgg(ColumnType column, int limit) {
        this.ranking =
                new Ranking(OrderedColumn.NONE, OrderedColumn.of("array_agg", 0, column), Ranking.Kind.EVENT_ORDER);
        this.limit = Limits.atLeastOne("array_agg", limit);
    }

    @Override
    public String name() {
        return "array_agg";
    }

    @Override
    public Determinism determinism() {
        return Determinism.EXACT;
    }

    @Override
    public List<Input> inputs() {
        return List.of(new Input(0, ranking.value().type()));
    }

    @Override
    public int format() {
        return FORMAT;
    }

    @Override
    public State create() {
        return new State(new RankedRows(), false);
    }

    @Override
    public State copy(State state) {
        return new State(state.rows.copy(), state.tooMany);
    }

    @Override
    public void add(State state, Event event) {
        if (!hasRoom(state, 1)) {
            giveUp(state);
        } else {
            state.rows.add(ranking, limit, event);
        }
    }

    @Override
    public void merge(State into, State from) {
        if (from.tooMany || !hasRoom(into, from.rows.size())) {
            giveUp(into);
        } else {
            into.rows.merge(ranking, limit, from.rows);
        }
    }

    @Override
    public boolean isEmpty(State state) {
        return !state.tooMany && state.rows.size() == 0;
    }

    @Override
    public AggregateValue result(State state) {
        return state.tooMany
                ? new AggregateValue.TooMany(limit)
                : new AggregateValue.OfList(state.rows.values(ranking));
    }

    @Override
    public void write(State state, StateWriter target) {
        target.writeByte(state.tooMany ? 1 : 0);
        if (!state.tooMany) {
            state.rows.write(ranking, target);
        }
    }

    @Override
    public State read(StateReader source) {
        boolean tooMany = source.readBoolean();
        return new State(tooMany ? new RankedRows() : RankedRows.read(ranking, limit, source), tooMany);
    }

    private boolean hasRoom(State state, int more) {
        return !state.tooMany && limit - state.rows.size() >= more;
    }

    private static void giveUp(State state) {
        state.tooMany = true;
        state.rows.clear();
    }
}
