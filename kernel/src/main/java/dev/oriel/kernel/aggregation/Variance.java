package dev.oriel.kernel.aggregation;

import java.util.Set;

/** The sample variance (n - 1), nulls skipped, absent of fewer than two: from exact moments, rounded once. */
final class Variance implements NumericAggregation {
    @Override
    public String name() {
        return "var";
    }

    @Override
    public Set<Component> components() {
        return Set.of(Component.SUM, Component.SUM_OF_SQUARES);
    }

    @Override
    public boolean suits(ColumnType column) {
        return column == ColumnType.LONG || column == ColumnType.DOUBLE;
    }

    @Override
    public AggregateValue result(Numbers numbers) {
        return numbers.variance();
    }
}
