package dev.oriel.engine.serve;

import dev.oriel.engine.catalog.MaterializedWindow;
import dev.oriel.engine.catalog.RowRelation;
import dev.oriel.engine.catalog.WindowedStream;
import dev.oriel.engine.evaluate.ExpressionPlan;
import dev.oriel.engine.rows.RowsAggregation;
import dev.oriel.engine.rows.RowsPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a value comes from. */
sealed interface Means {
    /** From the row of its primary key. */
    record Stored() implements Means {}

    /**
     * From buckets.
     *
     * @param key of which group
     */
    record Buckets(MaterializedWindow window, KeyPlan key) implements Means {}

    /**
     * From rows that are kept one by one, by an expression over aggregations of them.
     *
     * @param inputs what each input of the expression is: the time of the query, an aggregation of rows, or a feature
     */
    record Rows(RowsPlan plan, Map<ExpressionPlan.Input, RowsInput> inputs) implements Means {}

    /**
     * The rows of a relation themselves, as far as they are kept one by one.
     *
     * @param columns features of the rows, in the order of the answer
     * @param key whose rows
     */
    record Frame(RowRelation relation, List<String> columns, KeyPlan key) implements Means {}

    /** What an expression over aggregations of rows reads. */
    sealed interface RowsInput {
        /** The time of the query. */
        record Now() implements RowsInput {}

        /** Another feature. */
        record Feature(Need need) implements RowsInput {}

        /**
         * What an aggregation makes of rows.
         *
         * @param key whose rows
         */
        record Aggregated(RowsAggregation aggregation, KeyPlan key) implements RowsInput {}
    }

    /** From the messages of a key, by a function or SQL, when it is asked for. */
    record Messages(WindowedStream stream) implements Means {}

    /** From other features, by a function. */
    record Online(OnlineCall call) implements Means {}

    /**
     * From other features of the row, and of rows that it has a relation to.
     *
     * @param inputs what each input of the plan is; empty for the time of the query
     */
    record Computed(ExpressionPlan plan, Map<ExpressionPlan.Input, Optional<Need>> inputs) implements Means {}

    /** From nowhere. */
    record None(String reason) implements Means {}
}
