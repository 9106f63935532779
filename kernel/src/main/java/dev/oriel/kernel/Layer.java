package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.Aggregation;
import dev.oriel.kernel.aggregation.Aggregations;
import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.aggregation.NumericAggregation;
import dev.oriel.kernel.aggregation.StateAggregation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What every key of one bucket layer keeps: a grid of buckets, the types of the columns, and some aggregations that share the buckets.
 * Immutable.
 */
public final class Layer {
    /** The most aggregations that share buckets. */
    public static final int AGGREGATIONS_MAX = 64;

    /** The longest id, in bytes of UTF-8. */
    public static final int ID_BYTES_MAX = 127;

    /**
     * An aggregation under the id its states are stored with.
     *
     * @param id names the states in stored buckets: it stays the same for as long as they do, such as {@code sum}
     */
    public record Part(String id, Aggregation aggregation) {}

    private final BucketGrid grid;
    private final List<ColumnType> columns;
    private final List<Part> parts;
    private final boolean keepsEvents;
    private final List<String> ids;
    private final LayerStates states;

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
     * @throws IllegalArgumentException naming everything wrong with the parts: none or more than {@link #AGGREGATIONS_MAX}, an
     *     id that is blank, longer than {@link #ID_BYTES_MAX} or there twice, an aggregation made for other columns or that cannot
     *     be kept in buckets
     */
    public Layer(BucketGrid grid, List<ColumnType> columns, List<Part> parts, boolean keepsEvents) {
        List<String> problems = problems(columns, parts);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("bucket layer · " + String.join("; ", problems)
                    + " · the columns are of type " + columns + " · change the list of aggregations");
        }
        this.grid = grid;
        this.columns = List.copyOf(columns);
        this.parts = List.copyOf(parts);
        this.keepsEvents = keepsEvents;
        this.ids = parts.stream().map(Part::id).toList();
        this.states = new LayerStates(column(), this.parts);
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
        return new Layer(grid, columns, parts, true);
    }

    public BucketGrid grid() {
        return grid;
    }

    /** The type of the aggregated column. */
    public ColumnType column() {
        return columns.get(0);
    }

    /** The types of all columns, the aggregated one first. */
    public List<ColumnType> columns() {
        return columns;
    }

    /** The aggregations in order, at least one. */
    public List<Part> parts() {
        return parts;
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
                : parts.stream()
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
        int index = ids.indexOf(aggregationId);
        if (index < 0) {
            throw new IllegalArgumentException("bucket layer · it keeps no aggregation '" + aggregationId + "' · kept: "
                    + ids + " · ask for one of these, or add it to the layer and backfill");
        }
        return index;
    }

    LayerStates states() {
        return states;
    }

    private static List<String> problems(List<ColumnType> columns, List<Part> parts) {
        List<String> problems = new ArrayList<>();
        if (columns.isEmpty()) {
            problems.add("no column, not even NONE");
            return problems;
        }
        if (parts.isEmpty() || parts.size() > AGGREGATIONS_MAX) {
            problems.add("'" + parts.size() + "' aggregations, not 1 to " + AGGREGATIONS_MAX);
        }
        Set<String> seen = new HashSet<>();
        for (Part part : parts) {
            int idBytes = part.id().getBytes(StandardCharsets.UTF_8).length;
            if (part.id().isBlank() || idBytes > ID_BYTES_MAX) {
                problems.add("id '" + part.id() + "' is blank or longer than " + ID_BYTES_MAX + " bytes");
            }
            if (!seen.add(part.id())) {
                problems.add("id '" + part.id() + "' is there twice");
            }
            if (!suits(part.aggregation(), columns)) {
                problems.add("'" + part.id() + "' is made for other columns");
            }
        }
        return problems;
    }

    private static boolean suits(Aggregation aggregation, List<ColumnType> columns) {
        return switch (aggregation) {
            case NumericAggregation numeric -> numeric.suits(columns.get(0));
            case StateAggregation<?> state ->
                state.inputs().stream()
                        .allMatch(input ->
                                input.column() < columns.size() && columns.get(input.column()) == input.type());
        };
    }
}
