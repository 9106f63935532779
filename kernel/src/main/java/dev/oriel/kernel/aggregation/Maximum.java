package dev.oriel.kernel.aggregation;

import java.util.Set;

/** The largest value, nulls skipped, 0.0 being above -0.0; absent of nothing. */
final class Maximum implements NumericAggregation {
    @Override
    public String name() {
        return "max";
    }

    @Override
    public Set<Component> components() {
        return Set.of(Component.MAXIMUM);
    }

    @Override
    public boolean suits(ColumnType column) {
        return column == ColumnType.LONG || column == ColumnType.DOUBLE;
    }

    @Override
    public AggregateValue result(Numbers numbers) {
        return numbers.maximum();
    }
}
