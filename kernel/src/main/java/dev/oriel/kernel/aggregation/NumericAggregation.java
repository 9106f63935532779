package dev.oriel.kernel.aggregation;

import java.util.Set;

/**
 * An aggregation over a column of numbers that can be told from a few shared components. All of a layer's numeric aggregations read
 * the same components, so a mean beside a sum and a count keeps nothing of its own. Always {@link Determinism#EXACT}.
 */
public non-sealed interface NumericAggregation extends Aggregation {
    /** What must be kept of the numbers, besides how many rows and how many nulls there were. */
    Set<Component> components();

    /** Whether it makes sense over a column of that type. */
    boolean suits(ColumnType column);

    /** The value of the events added: a function of their set, bit for bit, whatever their order and grouping. */
    AggregateValue result(Numbers numbers);

    @Override
    default Determinism determinism() {
        return Determinism.EXACT;
    }
}
