package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.AggregateValue;

/** What the aggregations of a layer say about a run of buckets taken together. Immutable. */
public final class Fold {
    private final Layer layer;
    private final AggregateValue[] values;
    private final int bucketsUsed;

    Fold(Layer layer, AggregateValue[] values, int bucketsUsed) {
        this.layer = layer;
        this.values = values;
        this.bucketsUsed = bucketsUsed;
    }

    /**
     * The value of an aggregation; over no buckets that of no events.
     *
     * @throws IllegalArgumentException if the layer has no such aggregation
     */
    public AggregateValue value(String aggregationId) {
        return values[layer.indexOf(aggregationId)];
    }

    /**
     * The value of the aggregation at that place among the layer's parts.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public AggregateValue value(int aggregationIndex) {
        return values[aggregationIndex];
    }

    /** The number of buckets in the run that held events. */
    public int bucketsUsed() {
        return bucketsUsed;
    }
}
