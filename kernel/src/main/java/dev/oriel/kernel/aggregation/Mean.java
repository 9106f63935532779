package dev.oriel.kernel.aggregation;

import java.util.Set;

/** The mean, nulls skipped, absent of nothing: the exact sum, rounded to a double, over the count. */
final class Mean implements NumericAggregation {
    @Override
    public String name() {
        return "mean";
    }

    @Override
    public Set<Component> components() {
        return Set.of(Component.SUM);
    }

    @Override
    public boolean suits(ColumnType column) {
        return column == ColumnType.LONG || column == ColumnType.DOUBLE;
    }

    @Override
    public AggregateValue result(Numbers numbers) {
        return numbers.mean();
    }
}
