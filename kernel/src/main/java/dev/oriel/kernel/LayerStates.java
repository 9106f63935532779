package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.aggregation.ColumnType;
import java.util.Arrays;
import java.util.List;

/** The loops over the states of one bucket: an array with a state for every aggregation of a layer, in the layer's order. */
final class LayerStates {
    /*
     * Most buckets hold one event (1.19 on average in 8 million events over 100,000 skewed keys, by the minute). Such a bucket has
     * no states: one of the two marks below stands for them, and the event's value is kept beside it as 64 bits.
     */
    /** Instead of states: the bucket holds one event, with a value. */
    static final Object[] ONE_VALUE = new Object[0];
    /** Instead of states: the bucket holds one event, without a value. */
    static final Object[] ONE_WITHOUT_VALUE = new Object[0];

    private final ColumnType column;
    private final Aggregation<Object>[] aggregations;
    private final LongAggregation<Object>[] overLongs;
    private final DoubleAggregation<Object>[] overDoubles;
    private final RowAggregation<Object>[] overRows;

    /** The aggregations must suit the column. */
    // Java has no arrays of generic types. A state only ever meets the aggregation that made it: both stand at the same
    // index.
    @SuppressWarnings({"unchecked", "rawtypes"})
    LayerStates(ColumnType column, List<Layer.Part> parts) {
        this.column = column;
        aggregations = parts.stream().map(Layer.Part::aggregation).toArray(Aggregation[]::new);
        overLongs = column == ColumnType.LONG ? copyAs(LongAggregation[].class) : new LongAggregation[0];
        overDoubles = column == ColumnType.DOUBLE ? copyAs(DoubleAggregation[].class) : new DoubleAggregation[0];
        overRows = column == ColumnType.NONE ? copyAs(RowAggregation[].class) : new RowAggregation[0];
    }

    int size() {
        return aggregations.length;
    }

    Aggregation<Object> aggregation(int index) {
        return aggregations[index];
    }

    Object[] create() {
        Object[] states = new Object[aggregations.length];
        for (int i = 0; i < states.length; i++) {
            states[i] = aggregations[i].create();
        }
        return states;
    }

    /** States of their own for a bucket about to be changed; a mark stays a mark. */
    Object[] copy(Object[] statesOrMark) {
        Object[] copy = statesOrMark;
        if (!isMark(statesOrMark)) {
            copy = new Object[statesOrMark.length];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = aggregations[i].copy(statesOrMark[i]);
            }
        }
        return copy;
    }

    @SuppressWarnings("ReferenceEquality") // Marks are told by identity: there is nothing in them.
    static boolean isMark(Object[] statesOrMark) {
        return statesOrMark == ONE_VALUE || statesOrMark == ONE_WITHOUT_VALUE;
    }

    /** Adds one event. */
    @SuppressWarnings("ReferenceEquality") // As above.
    void addOne(Object[] states, Object[] mark, long valueBits) {
        if (mark == ONE_VALUE) {
            addValue(states, valueBits);
        } else {
            addWithoutValue(states);
        }
    }

    /** Adds a whole bucket. */
    void addAll(Object[] states, Object[] statesOrMark, long valueBits) {
        if (isMark(statesOrMark)) {
            addOne(states, statesOrMark, valueBits);
            return;
        }
        for (int i = 0; i < states.length; i++) {
            aggregations[i].merge(states[i], statesOrMark[i]);
        }
    }

    AggregateValue[] results(Object[] states) {
        AggregateValue[] results = new AggregateValue[states.length];
        for (int i = 0; i < results.length; i++) {
            results[i] = aggregations[i].result(states[i]);
        }
        return results;
    }

    private void addValue(Object[] states, long valueBits) {
        if (column == ColumnType.DOUBLE) {
            double value = Double.longBitsToDouble(valueBits);
            for (int i = 0; i < states.length; i++) {
                overDoubles[i].addDouble(states[i], value);
            }
        } else {
            for (int i = 0; i < states.length; i++) {
                overLongs[i].addLong(states[i], valueBits);
            }
        }
    }

    private void addWithoutValue(Object[] states) {
        if (column == ColumnType.NONE) {
            for (int i = 0; i < states.length; i++) {
                overRows[i].addRow(states[i]);
            }
        } else {
            for (int i = 0; i < states.length; i++) {
                aggregations[i].addNull(states[i]);
            }
        }
    }

    private <A> A[] copyAs(Class<A[]> arrayType) {
        return Arrays.copyOf(aggregations, aggregations.length, arrayType);
    }
}
