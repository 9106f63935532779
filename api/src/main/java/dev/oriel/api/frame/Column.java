package dev.oriel.api.frame;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One component of the records of a frame: its name on the wire and how to read it. Constants of this type are generated beside
 * records marked {@code @Message}; what can be done with a column is decided by its kind, at compile time.
 *
 * @param <M> the record
 * @param <V> boxed type of one value
 */
public abstract sealed class Column<M, V> permits OrderedColumn, BooleanColumn, ObjectColumn {
    private final String name;
    private final boolean nullable;

    Column(String name, boolean nullable) {
        this.name = name;
        this.nullable = nullable;
    }

    /** The JSON field and SQL column: {@code user_id}. */
    public final String name() {
        return name;
    }

    /** Whether a value may be null. */
    public final boolean nullable() {
        return nullable;
    }

    /** The value of one record, boxed; null where it has none. */
    public abstract @Nullable V value(M row);

    /** Rows that have no value. */
    public final Condition<M> isNull() {
        return new Conditions.IsNull<>(this);
    }

    /** Rows that have a value. */
    public final Condition<M> isNotNull() {
        return isNull().not();
    }

    /** The values of all rows in one array. */
    abstract ColumnData read(List<? extends M> rows, Door door);

    @Override
    public final String toString() {
        return name;
    }
}
