package dev.oriel.kernel.aggregation;

import java.util.Set;

/** The sum, nulls skipped; 0 of nothing, an overflow only when the true sum does not fit its type. */
final class Sum implements NumericAggregation {
    @Override
    public String name() {
        return "sum";
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
        return numbers.sum();
    }
}
