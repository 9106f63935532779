package dev.oriel.api.frame;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of anything else: records, lists, enums, dates, decimals. Values are equal or not, as {@link Object#equals} says, and
 * have no order; an array is equal to itself alone.
 *
 * @param <M> the record
 * @param <V> type of one value
 */
public final class ObjectColumn<M, V> extends Column<M, V> {
    private final Function<? super M, ? extends @Nullable V> component;

    private ObjectColumn(String name, boolean nullable, Function<? super M, ? extends @Nullable V> component) {
        super(name, nullable);
        this.component = component;
    }

    /** A column without nulls; called by generated code. */
    public static <M, V> ObjectColumn<M, V> of(String name, Function<? super M, ? extends V> component) {
        return new ObjectColumn<>(name, false, component);
    }

    /** A column that may have nulls; called by generated code. */
    public static <M, V> ObjectColumn<M, V> nullable(
            String name, Function<? super M, ? extends @Nullable V> component) {
        return new ObjectColumn<>(name, true, component);
    }

    @Override
    public @Nullable V value(M row) {
        return component.apply(row);
    }

    /** Rows whose value is {@code value}. */
    public Condition<M> eq(V value) {
        return new Conditions.ObjectIn<>(this, Set.of(value));
    }

    /** Rows whose value is another than {@code value}; rows without a value are not among them. */
    public Condition<M> ne(V value) {
        return eq(value).not();
    }

    @Override
    ColumnData read(List<? extends M> rows, Door door) {
        return ColumnData.Objects.read(this, rows, door);
    }
}
