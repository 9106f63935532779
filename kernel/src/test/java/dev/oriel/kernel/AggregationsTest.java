package dev.oriel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.number.ExactSum;
import java.util.HashMap;
import java.util.Map;
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
    void D10_addDouble_notFinite_isRefusedByEveryAggregation() {
        for (String name : Aggregations.names()) {
            assertThat(Aggregations.of(name, ColumnType.DOUBLE)).isInstanceOf(DoubleAggregation.class);
            assertRefusesNotFinite((DoubleAggregation<?>) Aggregations.of(name, ColumnType.DOUBLE));
        }
    }

    private static <S> void assertRefusesNotFinite(DoubleAggregation<S> aggregation) {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            S state = aggregation.create();
            assertThatThrownBy(() -> aggregation.addDouble(state, value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + value + "'");
            assertThat(aggregation.isEmpty(state)).isTrue();
        }
    }

    @Test
    void minMax_zerosOfBothSigns_areOrdered() {
        assertThat(ofDoubles("min", 0.0, -0.0)).isEqualTo(new AggregateValue.OfDouble(-0.0));
        assertThat(ofDoubles("max", -0.0, 0.0)).isEqualTo(new AggregateValue.OfDouble(0.0));
    }

    @Test
    void of_everyNameAndColumn_givesItsOwnFormat() {
        Map<Integer, Class<?>> classes = new HashMap<>();
        for (String name : Aggregations.names()) {
            for (ColumnType column : new ColumnType[] {ColumnType.LONG, ColumnType.DOUBLE}) {
                Aggregation<?> aggregation = Aggregations.of(name, column);
                assertThat(aggregation.name()).isEqualTo(name);
                assertThat(aggregation.format()).isBetween(1, 255);
                Class<?> other = classes.put(aggregation.format(), aggregation.getClass());
                assertThat(other == null || name.equals("count"))
                        .as(name + " over " + column)
                        .isTrue();
            }
        }
        assertThat(classes).hasSize(9);
    }

    @Test
    void of_unknownName_listsKnownOnes() {
        assertThatThrownBy(() -> Aggregations.of("median", ColumnType.LONG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'median'")
                .hasMessageContaining("[count, sum, mean, min, max]");
        assertThatThrownBy(() -> Aggregations.of("sum", ColumnType.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'sum' needs a column");
    }

    @Nested
    class CountOfRowsContract extends AggregationContract<Count.State> {
        CountOfRowsContract() {
            super(new Count(), ColumnType.NONE);
        }
    }

    @Nested
    class CountOfLongsContract extends AggregationContract<Count.State> {
        CountOfLongsContract() {
            super(new Count(), ColumnType.LONG);
        }
    }

    @Nested
    class CountOfDoublesContract extends AggregationContract<Count.State> {
        CountOfDoublesContract() {
            super(new Count(), ColumnType.DOUBLE);
        }
    }

    @Nested
    class LongSumContract extends AggregationContract<WideSum> {
        LongSumContract() {
            super(new LongSum(), ColumnType.LONG);
        }
    }

    @Nested
    class DoubleSumContract extends AggregationContract<ExactSum> {
        DoubleSumContract() {
            super(new DoubleSum(), ColumnType.DOUBLE);
        }
    }

    @Nested
    class LongMeanContract extends AggregationContract<LongMean.State> {
        LongMeanContract() {
            super(new LongMean(), ColumnType.LONG);
        }
    }

    @Nested
    class DoubleMeanContract extends AggregationContract<DoubleMean.State> {
        DoubleMeanContract() {
            super(new DoubleMean(), ColumnType.DOUBLE);
        }
    }

    @Nested
    class LongMinContract extends AggregationContract<LongExtreme.State> {
        LongMinContract() {
            super(new LongExtreme(Extreme.MIN), ColumnType.LONG);
        }
    }

    @Nested
    class LongMaxContract extends AggregationContract<LongExtreme.State> {
        LongMaxContract() {
            super(new LongExtreme(Extreme.MAX), ColumnType.LONG);
        }
    }

    @Nested
    class DoubleMinContract extends AggregationContract<DoubleExtreme.State> {
        DoubleMinContract() {
            super(new DoubleExtreme(Extreme.MIN), ColumnType.DOUBLE);
        }
    }

    @Nested
    class DoubleMaxContract extends AggregationContract<DoubleExtreme.State> {
        DoubleMaxContract() {
            super(new DoubleExtreme(Extreme.MAX), ColumnType.DOUBLE);
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
