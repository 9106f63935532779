package dev.oriel.kernel.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.kernel.aggregation.AggregateValue.Absent;
import dev.oriel.kernel.aggregation.AggregateValue.OfDouble;
import dev.oriel.kernel.aggregation.AggregateValue.OfLong;
import dev.oriel.kernel.bytes.CorruptStateException;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import dev.oriel.kernel.random.Seeds;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApproxPercentileTest {
    private static final String GOLDEN = "05c1fe0701a1ff030182fa0301a30802fbee0301";
    private static final ApproxPercentile MEDIAN = new ApproxPercentile(ColumnType.DOUBLE, 0.5);

    @Nested
    class MedianOfLongs extends Contract {
        MedianOfLongs() {
            super(ColumnType.LONG, 0.5);
        }
    }

    @Nested
    class NinetiethOfDoubles extends Contract {
        NinetiethOfDoubles() {
            super(ColumnType.DOUBLE, 0.9);
        }
    }

    abstract static class Contract extends StateAggregationContract<BinCounts> {
        private final ApproxPercentile aggregation;
        private final BigDecimal quantile;

        Contract(ColumnType column, double quantile) {
            super(new ApproxPercentile(column, quantile), column);
            this.aggregation = new ApproxPercentile(column, quantile);
            this.quantile = BigDecimal.valueOf(quantile);
        }

        @Override
        AggregateValue naive(List<TestEvent> events) {
            List<AggregateValue> sorted = events.stream()
                    .map(event -> event.value(0))
                    .filter(value -> !(value instanceof Absent))
                    .sorted(TestEvent::compareValues)
                    .toList();
            return sorted.isEmpty()
                    ? new Absent()
                    : sorted.get(quantile.multiply(BigDecimal.valueOf(sorted.size() - 1L))
                            .intValue());
        }

        @Override
        void assertResult(BinCounts state, List<TestEvent> events) {
            switch (naive(events)) {
                case OfLong truth -> assertNear(state, new BigDecimal(truth.value()));
                case OfDouble truth ->
                    assertNear(
                            state,
                            Math.abs(truth.value()) < Double.MIN_NORMAL
                                    ? BigDecimal.ZERO
                                    : new BigDecimal(truth.value()));
                default -> assertThat(aggregation.result(state)).isEqualTo(new Absent());
            }
        }

        private void assertNear(BinCounts state, BigDecimal truth) {
            BigDecimal estimate = new BigDecimal(((OfDouble) aggregation.result(state)).value());
            BigDecimal errorMax =
                    BigDecimal.valueOf(aggregation.accuracy(state).error()).multiply(truth.abs());
            assertThat(estimate.subtract(truth).abs()).isLessThanOrEqualTo(errorMax);
        }
    }

    @Test
    void B056_result_ofNothing_isAbsent() {
        assertThat(MEDIAN.result(MEDIAN.create())).isEqualTo(new Absent());
    }

    @Test
    void B056_result_ofNullsOnly_isAbsent() {
        BinCounts state = MEDIAN.create();
        MEDIAN.add(state, new EventBuffer(List.of(ColumnType.DOUBLE)).start(1));
        assertThat(MEDIAN.result(state)).isEqualTo(new Absent());
    }

    @Test
    void B056_result_betweenTwoValues_isTheLower() {
        assertThat(result(0.5, 1, 2, 4, 8)).isEqualTo(near(2));
        assertThat(result(0.7, 1, 2, 4, 8)).isEqualTo(near(4));
        assertThat(result(0, 8, 4, 2, 1)).isEqualTo(near(1));
        assertThat(result(1, 8, 4, 2, 1)).isEqualTo(near(8));
    }

    @Test
    void B056_result_quantileThatIsNoBinaryFraction_takesTheExactRank() {
        double[] numbers = new double[101];
        for (int i = 0; i <= 100; i++) {
            numbers[i] = Math.scalb(1.0, i);
        }
        for (int hundredths = 0; hundredths <= 100; hundredths++) {
            assertThat(result(hundredths / 100.0, numbers)).isEqualTo(near(Math.scalb(1.0, hundredths)));
        }
    }

    @Test
    void result_moreValuesThanFitAProduct_takesTheRank() {
        BinCounts state = new BinCounts();
        state.add(LogarithmicBins.binOf(1));
        for (int doublings = 0; doublings < 60; doublings++) {
            state.addAll(state.copy());
        }
        state.add(LogarithmicBins.binOf(2));
        assertThat(state.total()).isEqualTo((1L << 60) + 1);
        assertThat(new ApproxPercentile(ColumnType.DOUBLE, 0.999_999_999).result(state))
                .isEqualTo(near(1));
        assertThat(new ApproxPercentile(ColumnType.DOUBLE, 1).result(state)).isEqualTo(near(2));
    }

    @ParameterizedTest
    @EnumSource(SketchErrors.Shape.class)
    void B056_result_anyNumbersInMergedBuckets_isWithinOneInAHundredAndTwentyEight(SketchErrors.Shape shape) {
        Seeds.forEach(
                20,
                random -> assertThat(SketchErrors.percentile(shape, 1 + random.nextInt(3_000), random))
                        .isLessThanOrEqualTo(LogarithmicBins.RELATIVE_ERROR));
    }

    @Test
    void binOf_everyEdge_isTheFirstOfItsBin() {
        for (int bin = 1; bin <= LogarithmicBins.BINS_PER_SIGN; bin++) {
            double middle = LogarithmicBins.middleOf(bin);
            double edge = Math.scalb(1 + (bin - 1) % 64 / 64.0, (bin - 1) / 64 - 1_022);
            assertThat(LogarithmicBins.binOf(edge)).isEqualTo(bin);
            assertThat(LogarithmicBins.binOf(Math.nextDown(edge))).isEqualTo(bin - 1);
            assertThat(LogarithmicBins.binOf(-middle)).isEqualTo(-bin);
            assertThat(LogarithmicBins.middleOf(-bin)).isEqualTo(-middle);
            assertThat((middle - edge) / edge).isBetween(0.0, LogarithmicBins.RELATIVE_ERROR);
        }
    }

    @Test
    void binOf_ends_areTheOutermostBins() {
        assertThat(LogarithmicBins.binOf(Double.MAX_VALUE)).isEqualTo(LogarithmicBins.BINS_PER_SIGN);
        assertThat(LogarithmicBins.middleOf(LogarithmicBins.BINS_PER_SIGN)).isFinite();
        assertThat(LogarithmicBins.binOf(Double.MIN_NORMAL)).isEqualTo(1);
        assertThat(LogarithmicBins.binOf(Math.nextDown(Double.MIN_NORMAL))).isZero();
        assertThat(LogarithmicBins.binOf(Double.MIN_VALUE)).isZero();
        assertThat(LogarithmicBins.binOf(-0.0)).isZero();
        assertThat(LogarithmicBins.middleOf(0)).isEqualTo(0.0);
        assertThat(LogarithmicBins.binOf(Long.MIN_VALUE)).isEqualTo(-LogarithmicBins.binOf(0x1p63));
    }

    @Test
    void size_ofCounts_isAsDocumented() {
        BinCounts amounts = new BinCounts();
        for (double amount = 0.01; amount <= 1_000_000; amount *= 1.0001) {
            amounts.add(LogarithmicBins.binOf(amount));
        }
        assertThat(amounts.size()).isEqualTo(1_706);
        BinCounts all = new BinCounts();
        for (int bin = -LogarithmicBins.BINS_PER_SIGN; bin <= LogarithmicBins.BINS_PER_SIGN; bin++) {
            all.add(bin);
        }
        assertThat(all.size()).isEqualTo(261_889);
        assertThat(bytes(all)).hasSizeLessThan(3 * 261_889);
    }

    @Test
    void B083_write_givenNumbers_neverChangesItsBytes() {
        assertThat(HexFormat.of().formatHex(bytes(countsOf(-1.5, 0, 0.001, 100, 100, 1e300))))
                .isEqualTo(GOLDEN);
    }

    @Test
    void D11_subtract_whatWasNotAdded_isRefused() {
        assertThatThrownBy(() -> MEDIAN.subtract(countsOf(1, 2), countsOf(1, 3)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MEDIAN.subtract(countsOf(1, 2), countsOf(2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bins · more values are to be taken out of bin '65473' than it has"
                        + " · only what was added can be taken out · subtract states that were merged before");
    }

    @Test
    void B083_read_binsOutsideTheRange_isCorrupt() {
        StateWriter target = new StateWriter();
        target.writeUnsigned(2);
        target.writeSigned(LogarithmicBins.BINS_PER_SIGN);
        target.writeUnsigned(1);
        target.writeUnsigned(1);
        target.writeUnsigned(1);
        assertThatThrownBy(() -> BinCounts.read(new StateReader(target.toByteArray())))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("bin '130945'");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
    void new_quantileOutsideItsRange_isRefused(double quantile) {
        assertThatThrownBy(() -> new ApproxPercentile(ColumnType.LONG, quantile))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("approx_percentile · quantile is '" + quantile
                        + "' · it lies in [0, 1] · write 0.99 for the 99th percentile");
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "BYTES", "VECTOR"})
    void new_columnWithoutNumbers_isRefused(ColumnType column) {
        assertThatThrownBy(() -> new ApproxPercentile(column, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("approx_percentile · a column of type " + column
                        + " has no quantiles · it takes LONG and DOUBLE · choose a column of numbers");
    }

    private static AggregateValue result(double quantile, double... numbers) {
        return new ApproxPercentile(ColumnType.DOUBLE, quantile).result(countsOf(numbers));
    }

    private static OfDouble near(double number) {
        return new OfDouble(LogarithmicBins.middleOf(LogarithmicBins.binOf(number)));
    }

    private static BinCounts countsOf(double... numbers) {
        BinCounts counts = new BinCounts();
        for (double number : numbers) {
            counts.add(LogarithmicBins.binOf(number));
        }
        return counts;
    }

    private static byte[] bytes(BinCounts counts) {
        StateWriter target = new StateWriter();
        counts.write(target);
        return target.toByteArray();
    }
}
