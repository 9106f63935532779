package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.Aggregation;
import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.aggregation.NumericAggregation;
import dev.oriel.kernel.aggregation.StateAggregation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Some aggregations over the same events: the types of the columns they read, and each under its id. Immutable. */
public final class AggregationSet {
    /** The most aggregations that share buckets. */
    public static final int AGGREGATIONS_MAX = 64;

    /** The longest id, in bytes of UTF-8. */
    public static final int ID_BYTES_MAX = 127;

    private final List<ColumnType> columns;
    private final List<Layer.Part> parts;
    private final List<String> ids;
    private final LayerStates states;

    /**
     * Those aggregations, in that order.
     *
     * @param columns the aggregated column, {@link ColumnType#NONE} if there is none, then those that some aggregations order by
     * @throws IllegalArgumentException naming everything wrong with the parts: none or more than {@link #AGGREGATIONS_MAX}, an
     *     id that is blank, longer than {@link #ID_BYTES_MAX} or there twice, an aggregation made for other columns
     */
    public AggregationSet(List<ColumnType> columns, List<Layer.Part> parts) {
        List<String> problems = problems(columns, parts);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("bucket layer · " + String.join("; ", problems)
                    + " · the columns are of type " + columns + " · change the list of aggregations");
        }
        this.columns = List.copyOf(columns);
        this.parts = List.copyOf(parts);
        this.ids = parts.stream().map(Layer.Part::id).toList();
        this.states = new LayerStates(columns.get(0), this.parts);
    }

    /** The types of all columns, the aggregated one first. */
    public List<ColumnType> columns() {
        return columns;
    }

    /** The aggregations in order, at least one. */
    public List<Layer.Part> parts() {
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

    private static List<String> problems(List<ColumnType> columns, List<Layer.Part> parts) {
        List<String> problems = new ArrayList<>();
        if (columns.isEmpty()) {
            problems.add("no column, not even NONE");
            return problems;
        }
        if (parts.isEmpty() || parts.size() > AGGREGATIONS_MAX) {
            problems.add("'" + parts.size() + "' aggregations, not 1 to " + AGGREGATIONS_MAX);
        }
        Set<String> seen = new HashSet<>();
        for (Layer.Part part : parts) {
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
