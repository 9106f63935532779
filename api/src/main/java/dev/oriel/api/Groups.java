package dev.oriel.api;

import dev.oriel.api.frame.DoubleColumn;
import dev.oriel.api.frame.Group;
import dev.oriel.api.frame.Grouping;
import dev.oriel.api.frame.LongColumn;
import dev.oriel.api.frame.NumberColumn;
import dev.oriel.api.frame.OrderedColumn;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a {@link DataFrame} in groups. Every result is a frame of one {@link Group} each, in the order of the groups' first
 * rows, and empty for a frame without rows.
 *
 * @param <T> one row of the frame
 * @param <K> what the rows of a group have in common
 */
public final class Groups<T, K extends @Nullable Object> {
    private final Grouping<T, K> grouping;

    Groups(Grouping<T, K> grouping) {
        this.grouping = grouping;
    }

    /** The number of rows of each group. */
    public DataFrame<Group<K, Long>> count() {
        return DataFrame.of(grouping.count());
    }

    /**
     * The exact sum of each group; 0 where no row has a value.
     *
     * @throws ArithmeticException if one does not fit 64 bits
     */
    public DataFrame<Group<K, Long>> sum(LongColumn<T> column) {
        return DataFrame.of(grouping.sum(column));
    }

    /**
     * The exact sum of each group, rounded once; 0 where no row has a value.
     *
     * @throws ArithmeticException if one is beyond the largest float
     */
    public DataFrame<Group<K, Double>> sum(DoubleColumn<T> column) {
        return DataFrame.of(grouping.sum(column));
    }

    /** The rounded sum of each group divided by the number of values; null where no row has a value. */
    public DataFrame<Group<K, @Nullable Double>> mean(NumberColumn<T, ?> column) {
        return DataFrame.of(grouping.mean(column));
    }

    /** The smallest value of each group; null where no row has one. */
    public <V extends Comparable<? super V>> DataFrame<Group<K, @Nullable V>> min(OrderedColumn<T, V> column) {
        return DataFrame.of(grouping.min(column));
    }

    /** The largest value of each group; null where no row has one. */
    public <V extends Comparable<? super V>> DataFrame<Group<K, @Nullable V>> max(OrderedColumn<T, V> column) {
        return DataFrame.of(grouping.max(column));
    }
}
