package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What every key of one bucket layer keeps: a grid of buckets, the type of the column, and some aggregations that share the buckets.
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
    public record Part(String id, Aggregation<?> aggregation) {}

    private final BucketGrid grid;
    private final ColumnType column;
    private final List<Part> parts;
    private final List<String> ids;
    private final LayerStates states;

    /**
     * A layer of those aggregations, in that order.
     *
     * @throws IllegalArgumentException naming everything wrong with the parts: none or more than {@link #AGGREGATIONS_MAX}, an
     *     id that is blank, longer than {@link #ID_BYTES_MAX} or there twice, an aggregation made for another type of column
     */
    public Layer(BucketGrid grid, ColumnType column, List<Part> parts) {
        List<String> problems = problems(column, parts);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("bucket layer · " + String.join("; ", problems)
                    + " · the column is of type " + column + " · change the list of aggregations");
        }
        this.grid = grid;
        this.column = column;
        this.parts = List.copyOf(parts);
        this.ids = parts.stream().map(Part::id).toList();
        this.states = new LayerStates(column, this.parts);
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

    public BucketGrid grid() {
        return grid;
    }

    public ColumnType column() {
        return column;
    }

    /** The aggregations in order, at least one. */
    public List<Part> parts() {
        return parts;
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

    private static List<String> problems(ColumnType column, List<Part> parts) {
        List<String> problems = new ArrayList<>();
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
            if (!suits(part.aggregation(), column)) {
                problems.add("'" + part.id() + "' is made for another type of column");
            }
        }
        return problems;
    }

    private static boolean suits(Aggregation<?> aggregation, ColumnType column) {
        return switch (column) {
            case NONE -> aggregation instanceof RowAggregation<?>;
            case LONG -> aggregation instanceof LongAggregation<?>;
            case DOUBLE -> aggregation instanceof DoubleAggregation<?>;
            case BYTES, VECTOR -> false;
        };
    }
}
