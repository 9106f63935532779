package dev.oriel.engine.serve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a has-many relation, as the value of that relation.
 *
 * @param columns names of their features: {@code transaction.amount}
 * @param values for each column, in that order, the values of the rows, by event time and then primary key
 */
public record RowFrame(List<String> columns, List<List<@Nullable Object>> values) {
    /** Copies the outer lists. */
    public RowFrame {
        columns = List.copyOf(columns);
        values = List.copyOf(values);
    }

    /** How many rows there are. */
    public int rows() {
        return values.isEmpty() ? 0 : values.getFirst().size();
    }
}
