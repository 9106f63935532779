package dev.oriel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.aggregation.Aggregations;
import dev.oriel.kernel.aggregation.ColumnType;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AggregationsTest {
    private static final AggregateValue ABSENT = new AggregateValue.Absent();

    @Test
    void D2_B050_sum_ofNothingOrNulls_isZero() {
        assertThat(ofLongs("sum")).isEqualTo(new AggregateValue.OfLong(0));
        assertThat(ofDoubles("sum")).isEqualTo(new AggregateValue.OfDouble(0.0));
        assertThat(ofNulls("sum", ColumnType.LONG)).isEqualTo(new AggregateValue.OfLong(0));
        assertThat(ofNulls("sum", ColumnType.DOUBLE)).isEqualTo(new AggregateValue.OfDouble(0.0));
    }

    @Test
    void B051_minMaxMean_ofNothingOrNulls_areAbsent() {
        for (String name : new String[] {"min", "max", "mean"}) {
            assertThat(ofLongs(name)).isEqualTo(ABSENT);
            assertThat(ofDoubles(name)).isEqualTo(ABSENT);
            assertThat(ofNulls(name, ColumnType.LONG)).isEqualTo(ABSENT);
            assertThat(ofNulls(name, ColumnType.DOUBLE)).isEqualTo(ABSENT);
        }
    }

    @Test
    void D4_B052_count_ofNulls_countsRows() {
        assertThat(ofLongs("count")).isEqualTo(new AggregateValue.OfLong(0));
        assertThat(ofLongs("count", 7, 7)).isEqualTo(new AggregateValue.OfLong(2));
        assertThat(ofNulls("count", ColumnType.LONG)).isEqualTo(new AggregateValue.OfLong(3));
        assertThat(ofNulls("count", ColumnType.DOUBLE)).isEqualTo(new AggregateValue.OfLong(3));
    }

    @Test
    void D10_sum_trueSumDoesNotFit_isOverflowNotWrapped() {
        assertThat(ofLongs("sum", Long.MAX_VALUE, 1)).isEqualTo(new AggregateValue.Overflow());
        assertThat(ofLongs("sum", Long.MIN_VALUE, -1)).isEqualTo(new AggregateValue.Overflow());
        assertThat(ofLongs("sum", Long.MAX_VALUE, 1, -1)).isEqualTo(new AggregateValue.OfLong(Long.MAX_VALUE));
        assertThat(ofDoubles("sum", Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(new AggregateValue.Overflow());
        assertThat(ofLongs("mean", Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(new AggregateValue.OfDouble(0x1p63));
    }

    @Test
    void minMax_zerosOfBothSigns_areOrdered() {
        assertThat(ofDoubles("min", 0.0, -0.0)).isEqualTo(new AggregateValue.OfDouble(-0.0));
        assertThat(ofDoubles("max", -0.0, 0.0)).isEqualTo(new AggregateValue.OfDouble(0.0));
    }

    @Test
    void of_unknownName_listsKnownOnes() {
        assertThatThrownBy(() -> Aggregations.of("mode", ColumnType.LONG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'mode'")
                .hasMessageContaining("[count, sum, mean, min, max, ");
        assertThatThrownBy(() -> Aggregations.of("sum", ColumnType.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'sum' does not suit a column of type NONE");
    }

    @Nested
    class CountOfRowsContract extends AggregationContract {
        CountOfRowsContract() {
            super("count", ColumnType.NONE);
        }
    }

    @Nested
    class CountOfLongsContract extends AggregationContract {
        CountOfLongsContract() {
            super("count", ColumnType.LONG);
        }
    }

    @Nested
    class CountOfDoublesContract extends AggregationContract {
        CountOfDoublesContract() {
            super("count", ColumnType.DOUBLE);
        }
    }

    @Nested
    class LongSumContract extends AggregationContract {
        LongSumContract() {
            super("sum", ColumnType.LONG);
        }
    }

    @Nested
    class DoubleSumContract extends AggregationContract {
        DoubleSumContract() {
            super("sum", ColumnType.DOUBLE);
        }
    }

    @Nested
    class LongMeanContract extends AggregationContract {
        LongMeanContract() {
            super("mean", ColumnType.LONG);
        }
    }

    @Nested
    class DoubleMeanContract extends AggregationContract {
        DoubleMeanContract() {
            super("mean", ColumnType.DOUBLE);
        }
    }

    @Nested
    class LongMinContract extends AggregationContract {
        LongMinContract() {
            super("min", ColumnType.LONG);
        }
    }

    @Nested
    class LongMaxContract extends AggregationContract {
        LongMaxContract() {
            super("max", ColumnType.LONG);
        }
    }

    @Nested
    class DoubleMinContract extends AggregationContract {
        DoubleMinContract() {
            super("min", ColumnType.DOUBLE);
        }
    }

    @Nested
    class DoubleMaxContract extends AggregationContract {
        DoubleMaxContract() {
            super("max", ColumnType.DOUBLE);
        }
    }

    @Nested
    class LongVarContract extends AggregationContract {
        LongVarContract() {
            super("var", ColumnType.LONG);
        }
    }

    @Nested
    class DoubleVarContract extends AggregationContract {
        DoubleVarContract() {
            super("var", ColumnType.DOUBLE);
        }
    }

    @Nested
    class LongStdContract extends AggregationContract {
        LongStdContract() {
            super("std", ColumnType.LONG);
        }
    }

    @Nested
    class DoubleStdContract extends AggregationContract {
        DoubleStdContract() {
            super("std", ColumnType.DOUBLE);
        }
    }

    @Nested
    class LongAnyContract extends AggregationContract {
        LongAnyContract() {
            super("any", ColumnType.LONG);
        }
    }

    @Nested
    class LongAllContract extends AggregationContract {
        LongAllContract() {
            super("all", ColumnType.LONG);
        }
    }

    private static AggregateValue ofLongs(String name, long... values) {
        TimelineEditor editor = editorFor(name, ColumnType.LONG);
        for (long value : values) {
            editor.addLong(0, value);
        }
        return editor.publish().fold(0, 0).value(name);
    }

    private static AggregateValue ofDoubles(String name, double... values) {
        TimelineEditor editor = editorFor(name, ColumnType.DOUBLE);
        for (double value : values) {
            editor.addDouble(0, value);
        }
        return editor.publish().fold(0, 0).value(name);
    }

    private static AggregateValue ofNulls(String name, ColumnType column) {
        TimelineEditor editor = editorFor(name, column);
        for (int i = 0; i < 3; i++) {
            editor.addNull(0);
        }
        return editor.publish().fold(0, 0).value(name);
    }

    private static TimelineEditor editorFor(String name, ColumnType column) {
        return Timeline.empty(Layer.of(BucketGrid.fromEpoch(1_000), column, name))
                .edit();
    }
}
