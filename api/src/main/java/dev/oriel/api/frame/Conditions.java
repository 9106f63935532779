package dev.oriel.api.frame;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The kinds of condition beside the column of booleans. Ranges include both ends; the other comparisons are made of them. */
final class Conditions {
    private Conditions() {}

    record LongRange<M>(LongColumn<M> column, long low, long high) implements Condition<M> {}

    record LongIn<M>(LongColumn<M> column, long[] sorted) implements Condition<M> {}

    record DoubleRange<M>(DoubleColumn<M> column, double low, double high) implements Condition<M> {}

    record DoubleIn<M>(DoubleColumn<M> column, double[] sorted) implements Condition<M> {}

    /** An end that is null is no limit. */
    record ObjectRange<M, V extends Comparable<? super V>>(
            ComparableColumn<M, V> column,
            @Nullable V low,
            @Nullable V high) implements Condition<M> {
        /** Whether a value of the column lies inside. */
        boolean holds(Object value) {
            // Values come out of the column that this range is of, so they are what it holds.
            @SuppressWarnings("unchecked")
            V typed = (V) value;
            return (low == null || typed.compareTo(low) >= 0) && (high == null || typed.compareTo(high) <= 0);
        }
    }

    record ObjectIn<M>(Column<M, ?> column, Set<?> values) implements Condition<M> {}

    record IsNull<M>(Column<M, ?> column) implements Condition<M> {}

    record Both<M>(Condition<M> first, Condition<M> second) implements Condition<M> {}

    record Either<M>(Condition<M> first, Condition<M> second) implements Condition<M> {}

    record Not<M>(Condition<M> negated) implements Condition<M> {}
}
