package dev.oriel.kernel.aggregation;

import java.util.Set;

/** The smallest value, nulls skipped, -0.0 being below 0.0; absent of nothing. */
final class Minimum implements NumericAggregation {
    @Override
    public String name() {
        return "min";
    }

    @Override
    public Set<Component> components() {
        return Set.of(Component.MINIMUM);
    }

    @Override
    public boolean suits(ColumnType column) {
        return column == ColumnType.LONG || column == ColumnType.DOUBLE;
    }

    @Override
    public AggregateValue result(Numbers numbers) {
        return numbers.minimum();
    }
}
