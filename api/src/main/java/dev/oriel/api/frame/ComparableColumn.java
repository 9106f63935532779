package dev.oriel.api.frame;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of objects with an order of their own.
 *
 * @param <M> the record
 * @param <V> {@code String} or {@code Instant}
 */
public abstract sealed class ComparableColumn<M, V extends Comparable<? super V>> extends OrderedColumn<M, V>
        permits TextColumn, TimeColumn {
    private final Function<? super M, ? extends @Nullable V> component;

    ComparableColumn(String name, boolean nullable, Function<? super M, ? extends @Nullable V> component) {
        super(name, nullable);
        this.component = component;
    }

    @Override
    public final @Nullable V value(M row) {
        return component.apply(row);
    }

    /** Rows whose value is {@code value}. */
    public final Condition<M> eq(V value) {
        return new Conditions.ObjectIn<>(this, Set.of(value));
    }

    /** Rows whose value is another than {@code value}; rows without a value are not among them. */
    public final Condition<M> ne(V value) {
        return eq(value).not();
    }

    /** Rows whose value comes before. */
    public final Condition<M> lt(V value) {
        return ge(value).not();
    }

    /** Rows whose value comes before, or is equal. */
    public final Condition<M> le(V value) {
        return new Conditions.ObjectRange<>(this, null, value);
    }

    /** Rows whose value comes after. */
    public final Condition<M> gt(V value) {
        return le(value).not();
    }

    /** Rows whose value comes after, or is equal. */
    public final Condition<M> ge(V value) {
        return new Conditions.ObjectRange<>(this, value, null);
    }

    /** Rows whose value lies from {@code low} to {@code high}, both included; none if {@code high} comes before {@code low}. */
    public final Condition<M> between(V low, V high) {
        return new Conditions.ObjectRange<>(this, low, high);
    }

    /** Rows whose value is one of these; none if there are none. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final Condition<M> in(V... values) {
        return new Conditions.ObjectIn<>(this, Set.copyOf(List.of(values)));
    }

    @Override
    final ColumnData read(List<? extends M> rows, Door door) {
        return ColumnData.Objects.read(this, rows, door);
    }
}
