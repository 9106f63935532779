package dev.oriel.engine.rows;

import dev.oriel.api.Durations;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.expression.AggregationFunction;
import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.catalog.RowRelation;
import dev.oriel.engine.catalog.RowShape;
import dev.oriel.engine.evaluate.Column;
import dev.oriel.engine.evaluate.EvaluationException;
import dev.oriel.engine.evaluate.ExpressionPlan;
import dev.oriel.engine.state.KeptRow;
import dev.oriel.engine.state.KernelValues;
import dev.oriel.kernel.Accumulator;
import dev.oriel.kernel.AggregationSet;
import dev.oriel.kernel.Fold;
import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.aggregation.EventBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One aggregation over the rows of a has-many relation, computed of the rows themselves by the kernel's own aggregations: of the
 * same rows it gives what buckets give (B101), whatever the order they are read in. Immutable, for any number of threads.
 */
public final class RowsAggregation {
    private final RowRelation relation;
    private final AggregationFunction function;
    private final AggregationSet kernel;
    private final FeatureType type;
    private final RowConditions edges;
    private final boolean windowed;
    private final String time;
    /** Those of the conditions, then that of the column, then that of the column that orders rows. */
    private final List<ExpressionPlan> plans;

    private final int conditions;
    private final Set<String> required;

    RowsAggregation(Parts parts) {
        this.relation = parts.relation();
        this.function = parts.function();
        this.kernel = parts.kernel();
        this.type = parts.type();
        this.edges = parts.edges();
        this.windowed = parts.windowed();
        this.time = parts.time();
        this.conditions = parts.conditions().size();
        this.required = Set.copyOf(parts.required());
        var all = new ArrayList<>(parts.conditions());
        all.addAll(parts.columns());
        this.plans = List.copyOf(all);
    }

    /**
     * What an aggregation is made of.
     *
     * @param type of its value
     * @param conditions that a row must meet beside the edges of the window
     * @param columns what is aggregated, then what rows are ordered by, as far as there is either
     * @param required columns without which a row is none of the aggregation's
     */
    record Parts(
            RowRelation relation,
            AggregationFunction function,
            AggregationSet kernel,
            FeatureType type,
            RowConditions edges,
            boolean windowed,
            String time,
            List<ExpressionPlan> conditions,
            List<ExpressionPlan> columns,
            Set<String> required) {}

    /** Whose rows it aggregates. */
    public RowRelation relation() {
        return relation;
    }

    /** The type of its value. */
    public FeatureType type() {
        return type;
    }

    /**
     * The rows that it reads for one parent.
     *
     * @param key bytes of the values of {@link RowRelation#keyFeatures}, in the types of the log's columns
     * @param windowMillis length of the window; of no account for a feature without windows, which reads all rows that belong to
     *     the relation
     */
    public RowRange range(byte[] key, long nowMillis, long windowMillis) {
        return new RowRange(
                relation.log(),
                key,
                firstMillis(nowMillis, windowMillis),
                edges.includesEnd() ? nowMillis : nowMillis - 1);
    }

    private long firstMillis(long nowMillis, long windowMillis) {
        if (windowed) {
            return nowMillis - windowMillis + (edges.includesStart() ? 0 : 1);
        }
        return relation.maxStalenessMillis().isEmpty()
                ? Long.MIN_VALUE
                : nowMillis - relation.maxStalenessMillis().getAsLong();
    }

    /**
     * Why rows that would be needed may be gone; empty when none is. Around the newest row every window is whole, however the
     * clocks of senders differ (D8).
     *
     * @param highWaterMillis newest event time of the log; {@link Long#MIN_VALUE} when it has seen no row
     */
    public Optional<String> tooOld(long nowMillis, long windowMillis, long highWaterMillis, EngineOptions options) {
        long keptFromMillis = relation.log().keptFromMillis(highWaterMillis, options.asOfMillis());
        long fromMillis = firstMillis(nowMillis, windowMillis);
        if (keptFromMillis == Long.MIN_VALUE
                || fromMillis >= keptFromMillis
                || nowMillis >= highWaterMillis - options.clockSlackMillis()) {
            return Optional.empty();
        }
        Instant first = Instant.ofEpochMilli(
                Math.min(nowMillis + (keptFromMillis - fromMillis), highWaterMillis - options.clockSlackMillis()));
        return Optional.of("no value at '" + Instant.ofEpochMilli(nowMillis) + "' · it reads rows from '"
                + Instant.ofEpochMilli(fromMillis) + "' on, and those before '" + Instant.ofEpochMilli(keptFromMillis)
                + "' are gone · the nearest time with a value is '" + first + "' · ask at it or later");
    }

    /**
     * Why rows that would be needed were never kept; empty when none is missing.
     *
     * @param completeFromMillis from when on all rows were; {@link Long#MIN_VALUE} where that is always
     */
    public Optional<String> incomplete(long nowMillis, long windowMillis, long completeFromMillis) {
        long fromMillis = firstMillis(nowMillis, windowMillis);
        if (fromMillis >= completeFromMillis) {
            return Optional.empty();
        }
        String complete = "', and rows are complete only from '" + Instant.ofEpochMilli(completeFromMillis)
                + "' on: they began to be kept, or to be kept for longer, when older ones had gone by";
        String what = "no value at '" + Instant.ofEpochMilli(nowMillis) + "' · it reads rows ";
        return Optional.of(
                fromMillis == Long.MIN_VALUE
                        ? what + "of '" + relation.fqn() + complete
                                + " · give the relation a maxStaleness, or a window, or read the source again into an empty"
                                + " data folder"
                        : what + "from '" + Instant.ofEpochMilli(fromMillis) + complete + " · it has a value from '"
                                + Instant.ofEpochMilli(nowMillis + (completeFromMillis - fromMillis))
                                + "' on · ask then, or for a shorter window");
    }

    /**
     * Aggregates rows.
     *
     * @param rows of {@link #range}, or of a range that holds it: those outside it do not count
     * @return the value of no rows where none counts. Cost: linear in the rows
     */
    public RowsValue value(Rows rows, long nowMillis, long windowMillis) {
        if (rows.tooMany()) {
            return RowsValue.failed(
                    "it would read more than '" + rows.rows().size() + "' rows of '" + relation.fqn()
                            + "'" + (windowed ? " in " + Durations.label(windowMillis) : "")
                            + " · no value is better than one of some of them · ask for a shorter window, or add @Materialized");
        }
        try {
            return aggregate(rows, range(new byte[0], nowMillis, windowMillis), nowMillis, nowMillis - windowMillis);
        } catch (EvaluationException | IllegalArgumentException e) {
            return RowsValue.failed(String.valueOf(e.getMessage()));
        }
    }

    private RowsValue aggregate(Rows rows, RowRange range, long nowMillis, long startMillis) {
        var accumulator = new Accumulator(kernel);
        var event = new EventBuffer(kernel.columns());
        var batch = new RowBatch(plans, rows.shapes(), time, nowMillis, startMillis);
        Map<Integer, Boolean> taken = new HashMap<>();
        long used = 0;
        for (KeptRow row : rows.rows()) {
            boolean inRange = row.eventMillis() >= range.fromMillis() && row.eventMillis() <= range.toMillis();
            if (inRange
                    && taken.computeIfAbsent(
                            row.shape(), shape -> hasRequired(rows.shapes().get(shape)))) {
                batch.add(row);
            }
            if (batch.size() == RowBatch.ROWS_MAX) {
                used += flush(batch, event, accumulator);
            }
        }
        used += flush(batch, event, accumulator);
        return value(accumulator.result(), used);
    }

    /** A row that its resolver gives without a column is none of an aggregation's that reads it, as it enters none of its buckets. */
    private boolean hasRequired(@Nullable RowShape shape) {
        return shape != null
                && required.stream()
                        .allMatch(name -> name.equals(time) || shape.columns().contains(name));
    }

    private long flush(RowBatch batch, EventBuffer event, Accumulator into) {
        int size = batch.size();
        var dropped = new boolean[size];
        // A condition that fails for a row which another one drops is not looked at.
        for (int condition = 0; condition < conditions; condition++) {
            Column holds = batch.results(condition);
            for (int row = 0; row < size; row++) {
                dropped[row] = dropped[row] || !holds.keeps(row);
            }
        }
        var columns = new Column[plans.size() - conditions];
        for (int column = 0; column < columns.length; column++) {
            columns[column] = batch.results(conditions + column);
        }
        long used = 0;
        for (int row = 0; row < size; row++) {
            if (dropped[row]) {
                continue;
            }
            KeptRow kept = batch.row(row);
            // Among rows of equal time, or equal by their column, the primary key decides (D11).
            event.start(kept.eventMillis()).setKey(kept.primaryKey());
            for (int column = 0; column < columns.length; column++) {
                set(event, column, columns[column].value(row));
            }
            into.add(event);
            used++;
        }
        batch.clear();
        return used;
    }

    private void set(EventBuffer event, int column, @Nullable Object value) {
        ColumnType form = kernel.columns().get(column);
        if (value == null) {
            return;
        }
        switch (form) {
            case LONG -> event.setLong(column, KernelValues.whole(value));
            case DOUBLE -> event.setDouble(column, KernelValues.decimal(value));
            case BYTES -> event.setBytes(column, KernelValues.bytes(value));
            case VECTOR -> event.setVector(column, KernelValues.vector(value));
            // Such rows are counted, and no more.
            case NONE -> {}
        }
    }

    private RowsValue value(Fold fold, long used) {
        AggregateValue computed = fold.value(0);
        return switch (computed) {
            case AggregateValue.OfLong ignored -> value(computed, fold, used);
            case AggregateValue.OfDouble ignored -> value(computed, fold, used);
            case AggregateValue.OfBytes ignored -> value(computed, fold, used);
            case AggregateValue.OfVector ignored -> value(computed, fold, used);
            case AggregateValue.OfList ignored -> value(computed, fold, used);
            case AggregateValue.Absent ignored -> value(computed, fold, used);
            case AggregateValue.TooMany tooMany ->
                RowsValue.failed("the " + function.functionName() + " has met more than '" + tooMany.limit()
                        + "' values, the most it keeps · no value is better than one of some of them"
                        + " · ask for a shorter window, or for an approximate aggregation");
            case AggregateValue.Overflow ignored ->
                RowsValue.failed("the " + function.functionName() + " of rows of '" + relation.fqn()
                        + "' exceeds the range of its type · no value is better than a wrapped one"
                        + " · ask for a shorter window");
            case AggregateValue.NotKept ignored ->
                throw new IllegalStateException("an aggregation of rows says that buckets do not keep it");
        };
    }

    private RowsValue value(AggregateValue computed, Fold fold, long used) {
        return new RowsValue(KernelValues.value(computed, type), fold.accuracy(0), used, Optional.empty());
    }
}
