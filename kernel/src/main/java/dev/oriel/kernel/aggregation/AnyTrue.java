package dev.oriel.kernel.aggregation;

import java.util.Set;

/** Whether one of the booleans (0 or 1) is true, nulls skipped: 1 or 0; 0 of nothing. */
final class AnyTrue implements NumericAggregation {
    @Override
    public String name() {
        return "any";
    }

    @Override
    public Set<Component> components() {
        return Set.of(Component.MAXIMUM);
    }

    @Override
    public boolean suits(ColumnType column) {
        return column == ColumnType.LONG;
    }

    @Override
    public AggregateValue result(Numbers numbers) {
        return numbers.values() == 0 ? new AggregateValue.OfLong(0) : numbers.maximum();
    }
}
