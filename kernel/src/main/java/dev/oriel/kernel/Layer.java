package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.Aggregation;
import dev.oriel.kernel.aggregation.Aggregations;
import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.aggregation.RawOnly;
import java.util.ArrayList;
import java.util.List;

/**
 * What every key of one bucket layer keeps: a grid of buckets, the types of the columns, and some aggregations that share the buckets.
 * Immutable.
 */
public final class Layer {
    /**
     * An aggregation under the id its states are stored with.
     *
     * @param id names the states in stored buckets: it stays the same for as long as they do, such as {@code sum}
     */
    public record Part(String id, Aggregation aggregation) {}

    private final BucketGrid grid;
    private final AggregationSet aggregations;
    private final boolean keepsEvents;

    /**
     * A layer of those aggregations over one column, in that order.
     *
     * @throws IllegalArgumentException as the other constructor does
     */
    public Layer(BucketGrid grid, ColumnType column, List<Part> parts) {
        this(grid, List.of(column), parts, false);
    }

    /**
     * A layer of those aggregations, in that order.
     *
     * @param columns the aggregated column, {@link ColumnType#NONE} if there is none, then those that some aggregations order by
     * @param keepsEvents whether each event is kept for itself rather than merged into its bucket, so that it can be taken out again
     *     whatever the aggregations are. With buckets of one millisecond every window is then exact at both edges (D7). An event costs 12
     *     bytes in memory while all aggregations are numeric
     * @throws IllegalArgumentException naming everything wrong with the parts: none or more than {@link AggregationSet#AGGREGATIONS_MAX}, an
     *     id that is blank, longer than {@link AggregationSet#ID_BYTES_MAX} or there twice, an aggregation made for other columns or that cannot
     *     be kept in buckets
     */
    public Layer(BucketGrid grid, List<ColumnType> columns, List<Part> parts, boolean keepsEvents) {
        this(grid, new AggregationSet(columns, parts), keepsEvents);
    }

    private Layer(BucketGrid grid, AggregationSet aggregations, boolean keepsEvents) {
        List<String> unbounded = aggregations.parts().stream()
                .filter(part -> part.aggregation() instanceof RawOnly<?>)
                .map(Part::id)
                .toList();
        if (!unbounded.isEmpty()) {
            throw new IllegalArgumentException("bucket layer · " + unbounded + " cannot be kept in buckets"
                    + " · their states are as large as their input"
                    + " · use approx_percentile for a median, or aggregate the rows themselves");
        }
        this.grid = grid;
        this.aggregations = aggregations;
        this.keepsEvents = keepsEvents;
    }

    /**
     * A layer of those aggregations, each with its name as its id.
     *
     * @throws IllegalArgumentException as the constructor and {@link Aggregations#of} do
     */
    public static Layer of(BucketGrid grid, ColumnType column, String... aggregationNames) {
        List<Part> parts = new ArrayList<>();
        for (String name : aggregationNames) {
            parts.add(new Part(name, Aggregations.of(name, column)));
        }
        return new Layer(grid, column, parts);
    }

    /** The same layer with each event kept for itself. */
    public Layer keepingEvents() {
        return new Layer(grid, aggregations, true);
    }

    public BucketGrid grid() {
        return grid;
    }

    /** The type of the aggregated column. */
    public ColumnType column() {
        return aggregations.columns().get(0);
    }

    /** The types of all columns, the aggregated one first. */
    public List<ColumnType> columns() {
        return aggregations.columns();
    }

    /** The aggregations in order, at least one. */
    public List<Part> parts() {
        return aggregations.parts();
    }

    /** Whether each event is kept for itself. */
    public boolean keepsEvents() {
        return keepsEvents;
    }

    /**
     * The ids of the aggregations because of which an event cannot be taken out again; empty if it can. Those do not tell what they
     * would be without it, and need the events themselves.
     */
    public List<String> withdrawalObstacles() {
        return keepsEvents
                ? List.of()
                : parts().stream()
                        .filter(part -> !LayerStates.isInvertible(part.aggregation()))
                        .map(Part::id)
                        .toList();
    }

    /**
     * The place of an aggregation among {@link #parts()}.
     *
     * @throws IllegalArgumentException if there is none with this id: the message lists what there is
     */
    public int indexOf(String aggregationId) {
        return aggregations.indexOf(aggregationId);
    }

    /** The columns and the aggregations, without buckets. */
    AggregationSet aggregations() {
        return aggregations;
    }

    LayerStates states() {
        return aggregations.states();
    }
}
