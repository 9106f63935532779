package dev.oriel.api.frame;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Some columns of one row. Two are equal if they have equal values in columns of equal names.
 *
 * @param <M> the record
 */
public final class Selected<M> {
    private final List<Column<M, ?>> columns;
    private final M row;

    Selected(List<Column<M, ?>> columns, M row) {
        this.columns = columns;
        this.row = row;
    }

    /**
     * The value of a column; null where the row has none.
     *
     * @throws IllegalArgumentException if the column was not selected
     */
    public <V> @Nullable V get(Column<M, V> column) {
        if (!columns.contains(column)) {
            throw new IllegalArgumentException("selected row · column '" + column.name()
                    + "' was not selected · selected are "
                    + columns.stream().map(Column::name).collect(Collectors.joining(", "))
                    + " · add it to select(...)");
        }
        return column.value(row);
    }

    /** All values by the names of their columns, in the order in which they were selected; null where there is none. */
    public Map<String, @Nullable Object> byName() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        columns.forEach(column -> values.put(column.name(), column.value(row)));
        return Collections.unmodifiableMap(values);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Selected<?> selected && byName().equals(selected.byName());
    }

    @Override
    public int hashCode() {
        return byName().hashCode();
    }

    @Override
    public String toString() {
        return byName().toString();
    }
}
