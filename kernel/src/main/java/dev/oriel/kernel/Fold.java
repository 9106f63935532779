package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.Accuracy;
import dev.oriel.kernel.aggregation.AggregateValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the aggregations of a layer say about a run of buckets taken together. Immutable; a value is computed when it is asked for. */
public final class Fold {
    private final AggregationSet aggregations;
    private final long[] cells;
    private final @Nullable Object @Nullable [] extras;
    private final int bucketsUsed;

    /** The state must not change any more. */
    Fold(AggregationSet aggregations, long[] cells, @Nullable Object @Nullable [] extras, int bucketsUsed) {
        this.aggregations = aggregations;
        this.cells = cells;
        this.extras = extras;
        this.bucketsUsed = bucketsUsed;
    }

    /**
     * The value of an aggregation; over no buckets that of no events.
     *
     * @throws IllegalArgumentException if there is no such aggregation
     */
    public AggregateValue value(String aggregationId) {
        return value(aggregations.indexOf(aggregationId));
    }

    /**
     * The value of the aggregation at that place among the parts.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public AggregateValue value(int aggregationIndex) {
        return aggregations.states().result(aggregationIndex, cells, extras);
    }

    /**
     * How far the value of the aggregation at that place may be from the true one; empty for an aggregation that is exact by nature.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public Optional<Accuracy> accuracy(int aggregationIndex) {
        return aggregations.states().accuracy(aggregationIndex, extras);
    }

    /** The number of buckets in the run that held events; where events are kept, the number of events. */
    public int bucketsUsed() {
        return bucketsUsed;
    }
}
