package dev.oriel.kernel;

import java.util.List;

/** One aggregation over values handed to it one by one: for windows over rows that have no buckets. One thread at a time. */
public final class Accumulator {
    private final ColumnType column;
    private final LayerStates layerStates;
    private final Object[] states;

    private Accumulator(String name, ColumnType column) {
        this.column = column;
        this.layerStates = new LayerStates(column, List.of(new Layer.Part(name, Aggregations.of(name, column))));
        this.states = layerStates.create();
    }

    /**
     * An accumulator of no rows.
     *
     * @throws IllegalArgumentException as {@link Aggregations#of} does
     */
    public static Accumulator of(String aggregationName, ColumnType column) {
        return new Accumulator(aggregationName, column);
    }

    /**
     * Adds a row without a value: its column is null, or there is no column.
     */
    public void addRow() {
        layerStates.addOne(states, LayerStates.ONE_WITHOUT_VALUE, 0);
    }

    /**
     * Adds a row with this value.
     *
     * @throws IllegalStateException if the column is not of longs
     */
    public void addLong(long value) {
        requireColumn(ColumnType.LONG);
        layerStates.addOne(states, LayerStates.ONE_VALUE, value);
    }

    /**
     * Adds a row with this value.
     *
     * @throws IllegalArgumentException if the value is NaN or infinite
     * @throws IllegalStateException if the column is not of doubles
     */
    public void addDouble(double value) {
        requireColumn(ColumnType.DOUBLE);
        layerStates.addOne(states, LayerStates.ONE_VALUE, Double.doubleToRawLongBits(value));
    }

    /** The value of the rows added so far; bit for bit what a timeline of the same rows would give. */
    public AggregateValue result() {
        return layerStates.aggregation(0).result(states[0]);
    }

    private void requireColumn(ColumnType expected) {
        if (column != expected) {
            throw new IllegalStateException("accumulator · a value of type " + expected
                    + " does not suit it · its column is of type " + column + " · call the method for that type");
        }
    }
}
