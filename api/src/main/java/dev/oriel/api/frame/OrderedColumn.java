package dev.oriel.api.frame;

/**
 * A column whose values have an order: it has a smallest and a largest.
 *
 * @param <M> the record
 * @param <V> boxed type of one value
 */
public abstract sealed class OrderedColumn<M, V extends Comparable<? super V>> extends Column<M, V>
        permits NumberColumn, ComparableColumn {
    OrderedColumn(String name, boolean nullable) {
        super(name, nullable);
    }
}
