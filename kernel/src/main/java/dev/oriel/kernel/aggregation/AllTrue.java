package dev.oriel.kernel.aggregation;

import java.util.Set;

/** Whether all of the booleans (0 or 1) are true, nulls skipped: 1 or 0; 1 of nothing. */
final class AllTrue implements NumericAggregation {
    @Override
    public String name() {
        return "all";
    }

    @Override
    public Set<Component> components() {
        return Set.of(Component.MINIMUM);
    }

    @Override
    public boolean suits(ColumnType column) {
        return column == ColumnType.LONG;
    }

    @Override
    public AggregateValue result(Numbers numbers) {
        return numbers.values() == 0 ? new AggregateValue.OfLong(1) : numbers.minimum();
    }
}
