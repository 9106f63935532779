package dev.oriel.api.frame;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of a record, in the order of its components: {@code LoginMessage_.schema}.
 *
 * @param <M> the record
 */
public final class Schema<M> {
    private final Class<M> type;
    private final List<Column<M, ?>> columns;
    private final Map<String, Integer> placeByName = new HashMap<>();

    private Schema(Class<M> type, List<Column<M, ?>> columns) {
        this.type = type;
        this.columns = columns;
        for (Column<M, ?> column : columns) {
            if (placeByName.put(column.name(), placeByName.size()) != null) {
                throw new IllegalArgumentException("schema of " + type.getSimpleName() + " · two columns are called '"
                        + column.name() + "' · names of columns differ · give one of them another name, with @Named");
            }
        }
    }

    /**
     * A schema; called by generated code.
     *
     * @throws IllegalArgumentException if two columns have one name
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <M> Schema<M> of(Class<M> type, Column<M, ?>... columns) {
        return new Schema<>(type, List.of(columns));
    }

    /** The record. */
    public Class<M> type() {
        return type;
    }

    /** All columns, in the order of the components. */
    public List<Column<M, ?>> columns() {
        return columns;
    }

    /** The column of a wire name. */
    public Optional<Column<M, ?>> column(String name) {
        return Optional.ofNullable(placeByName.get(name)).map(columns::get);
    }

    /** The place of a column among {@link #columns()}; empty for a column of another schema, even of the same name. */
    Optional<Integer> placeOf(Column<?, ?> column) {
        return Optional.ofNullable(placeByName.get(column.name())).filter(place -> columns.get(place) == column);
    }

    @Override
    public String toString() {
        return type.getSimpleName() + columns;
    }
}
