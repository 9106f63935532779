package dev.oriel.kernel.aggregation;

import java.util.Set;

/** The number of rows, those with a null column included; 0 of nothing. */
final class Count implements NumericAggregation {
    @Override
    public String name() {
        return "count";
    }

    @Override
    public Set<Component> components() {
        return Set.of();
    }

    @Override
    public boolean suits(ColumnType column) {
        return true;
    }

    @Override
    public AggregateValue result(Numbers numbers) {
        return new AggregateValue.OfLong(numbers.rows());
    }
}
