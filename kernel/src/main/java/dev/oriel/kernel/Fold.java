package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.Accuracy;
import dev.oriel.kernel.aggregation.AggregateValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the aggregations of a layer say about a run of buckets taken together. Immutable. */
public final class Fold {
    private final AggregationSet aggregations;
    private final AggregateValue[] values;
    private final @Nullable Accuracy[] accuracies;
    private final int bucketsUsed;

    Fold(AggregationSet aggregations, AggregateValue[] values, @Nullable Accuracy[] accuracies, int bucketsUsed) {
        this.aggregations = aggregations;
        this.values = values;
        this.accuracies = accuracies;
        this.bucketsUsed = bucketsUsed;
    }

    /**
     * The value of an aggregation; over no buckets that of no events.
     *
     * @throws IllegalArgumentException if there is no such aggregation
     */
    public AggregateValue value(String aggregationId) {
        return values[aggregations.indexOf(aggregationId)];
    }

    /**
     * The value of the aggregation at that place among the parts.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public AggregateValue value(int aggregationIndex) {
        return values[aggregationIndex];
    }

    /**
     * How far the value of the aggregation at that place may be from the true one; empty for an aggregation that is exact by nature.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public Optional<Accuracy> accuracy(int aggregationIndex) {
        return accuracies.length == 0 ? Optional.empty() : Optional.ofNullable(accuracies[aggregationIndex]);
    }

    /** The number of buckets in the run that held events; where events are kept, the number of events. */
    public int bucketsUsed() {
        return bucketsUsed;
    }
}
