package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.aggregation.AggregationCall.By;
import dev.oriel.kernel.aggregation.Ranking.Kind;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code min_by}, {@code max_by}, {@code min_by_n}, {@code max_by_n}, {@code first} and {@code last}: values of the rows that come first
 * in a {@link Ranking}.
 *
 * <p>Rows are skipped whose value is null, or whose ordering column is. Where rows tie in the ordering column the newer one wins, then
 * the larger primary key (as unsigned bytes), then the larger value; among rows of one time {@code first} and {@code last} go by key and
 * value alike. Of no rows the value is {@link AggregateValue.Absent}. Exact. A state keeps at most n rows.
 */
final class Ranked implements StateAggregation<RankedRows> {
    /** The most values that {@code min_by_n} and {@code max_by_n} give. */
    static final int COUNT_MAX = 1_000;

    private static final int FORMAT = 20;

    private final String name;
    private final Ranking ranking;
    private final int limit;
    private final boolean givesList;

    private Ranked(String name, Ranking ranking, int limit, boolean givesList) {
        this.name = name;
        this.ranking = ranking;
        this.limit = limit;
        this.givesList = givesList;
    }

    /** The value of the row smallest by the ordering column. */
    static Ranked minBy(AggregationCall call) {
        return new Ranked(call.name(), byColumn(call, Kind.SMALLEST), 1, false);
    }

    /** The value of the row largest by the ordering column. */
    static Ranked maxBy(AggregationCall call) {
        return new Ranked(call.name(), byColumn(call, Kind.LARGEST), 1, false);
    }

    /** The values of the n rows smallest by the ordering column, or of all if there are fewer, the smallest first. */
    static Ranked minByCount(AggregationCall call) {
        return new Ranked(call.name(), byColumn(call, Kind.SMALLEST), countOf(call), true);
    }

    /** The values of the n rows largest by the ordering column, or of all if there are fewer, the largest first. */
    static Ranked maxByCount(AggregationCall call) {
        return new Ranked(call.name(), byColumn(call, Kind.LARGEST), countOf(call), true);
    }

    /** The value of the oldest row. */
    static Ranked first(AggregationCall call) {
        return new Ranked(call.name(), byTime(call, Kind.FIRST), 1, false);
    }

    /** The value of the newest row. */
    static Ranked last(AggregationCall call) {
        return new Ranked(call.name(), byTime(call, Kind.LAST), 1, false);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Determinism determinism() {
        return Determinism.EXACT;
    }

    @Override
    public List<Input> inputs() {
        List<Input> inputs = new ArrayList<>();
        inputs.add(new Input(ranking.value().column(), ranking.value().type()));
        if (ranking.by().type() != ColumnType.NONE) {
            inputs.add(new Input(ranking.by().column(), ranking.by().type()));
        }
        return List.copyOf(inputs);
    }

    @Override
    public int format() {
        return FORMAT;
    }

    @Override
    public RankedRows create() {
        return new RankedRows();
    }

    @Override
    public RankedRows copy(RankedRows state) {
        return state.copy();
    }

    @Override
    public void add(RankedRows state, Event event) {
        if (ranking.takes(event)) {
            state.add(ranking, limit, event);
        }
    }

    @Override
    public void merge(RankedRows into, RankedRows from) {
        into.merge(ranking, limit, from);
    }

    @Override
    public boolean isEmpty(RankedRows state) {
        return state.size() == 0;
    }

    @Override
    public AggregateValue result(RankedRows state) {
        List<AggregateValue> values = state.values(ranking);
        if (values.isEmpty()) {
            return new AggregateValue.Absent();
        }
        return givesList ? new AggregateValue.OfList(values) : values.get(0);
    }

    @Override
    public void write(RankedRows state, StateWriter target) {
        state.write(ranking, target);
    }

    @Override
    public RankedRows read(StateReader source) {
        return RankedRows.read(ranking, limit, source);
    }

    private static Ranking byTime(AggregationCall call, Kind kind) {
        return new Ranking(OrderedColumn.NONE, OrderedColumn.of(call.name(), 0, call.column()), kind);
    }

    private static Ranking byColumn(AggregationCall call, Kind kind) {
        By by = call.by()
                .orElseThrow(() -> new IllegalArgumentException(call.name()
                        + " · it has no column to order by · it takes one of type LONG, DOUBLE or BYTES"
                        + " · name one in its brackets"));
        return new Ranking(
                OrderedColumn.of(call.name(), by.column(), by.type()),
                OrderedColumn.of(call.name(), 0, call.column()),
                kind);
    }

    private static int countOf(AggregationCall call) {
        int count = call.count()
                .orElseThrow(() -> new IllegalArgumentException(call.name()
                        + " · it does not say how many values it gives · that may be 1 to " + COUNT_MAX
                        + " · name n in its brackets"));
        if (count < 1 || count > COUNT_MAX) {
            throw new IllegalArgumentException(
                    call.name() + " · n is '" + count + "' · it may be 1 to " + COUNT_MAX + " · choose another");
        }
        return count;
    }
}
