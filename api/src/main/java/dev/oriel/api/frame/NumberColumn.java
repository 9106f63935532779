package dev.oriel.api.frame;

/**
 * A column of numbers: it has a mean.
 *
 * @param <M> the record
 * @param <V> {@code Long} or {@code Double}
 */
public abstract sealed class NumberColumn<M, V extends Number & Comparable<? super V>> extends OrderedColumn<M, V>
        permits LongColumn, DoubleColumn {
    NumberColumn(String name, boolean nullable) {
        super(name, nullable);
    }
}
