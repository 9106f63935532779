package dev.oriel.kernel.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.kernel.aggregation.AggregateValue.Absent;
import dev.oriel.kernel.aggregation.AggregateValue.OfVector;
import dev.oriel.kernel.aggregation.AggregateValue.Overflow;
import dev.oriel.kernel.bytes.CorruptStateException;
import dev.oriel.kernel.bytes.StateReader;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class VectorAggregationTest {
    @Nested
    class Sum extends Contract {
        Sum() {
            super(new VectorSum(TestEvents.VECTOR_LENGTH));
        }
    }

    @Nested
    class Mean extends Contract {
        Mean() {
            super(new VectorMean(TestEvents.VECTOR_LENGTH));
        }
    }

    @Test
    void B060_result_severalVectorsAndNulls_isElementWise() {
        AggregateValue[] values = {vector(1, -2), new Absent(), vector(0.5, 8), vector(0, 0)};
        assertThat(valueOf(new VectorSum(2), values)).isEqualTo(vector(1.5, 6));
        assertThat(valueOf(new VectorMean(2), values)).isEqualTo(vector(0.5, 2));
    }

    @Test
    void B051_result_nothingOrOnlyNulls_isAbsent() {
        for (VectorAggregation aggregation : List.of(new VectorSum(2), new VectorMean(2))) {
            assertThat(valueOf(aggregation)).isEqualTo(new Absent());
            assertThat(valueOf(aggregation, new Absent(), new Absent())).isEqualTo(new Absent());
        }
    }

    @Test
    void D10_result_elementOutsideTheRange_isOverflowOfSumButNotOfMean() {
        AggregateValue[] values = {vector(1, Double.MAX_VALUE), vector(1, Double.MAX_VALUE)};
        assertThat(valueOf(new VectorSum(2), values)).isEqualTo(new Overflow());
        assertThat(valueOf(new VectorMean(2), values)).isEqualTo(vector(1, Double.MAX_VALUE));
    }

    @Test
    void D11_sum_hugeBesideTiny_losesNothing() {
        assertThat(valueOf(new VectorSum(1), vector(0x1p106), vector(0x1p-54), vector(-0x1p106)))
                .isEqualTo(vector(0x1p-54));
    }

    @Test
    void B060_add_vectorOfAnotherLength_isRefusedAndLeavesTheState() {
        VectorSum sum = new VectorSum(3);
        VectorSums state = sum.create();
        assertThatThrownBy(() -> sum.add(state, TestEvent.of(1, "", vector(1, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sum · a vector of length '2' cannot be aggregated · vectors of length 3 can"
                        + " · refuse the event that carries it");
        assertThat(sum.isEmpty(state)).isTrue();
        sum.add(state, TestEvent.of(1, "", vector(1, 2, 3)));
        assertThatThrownBy(() -> sum.add(state, TestEvent.of(1, "", vector(1, 2, 3, 4))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(sum.result(state)).isEqualTo(vector(1, 2, 3));
    }

    @Test
    void B083_read_fewBytesForManyElements_makesNoRoomForThem() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        VectorSum sum = new VectorSum(16_384);
        byte[] oneVectorAndNoSums = {1};
        long allocated = 0;
        for (int i = 0; i < 2; i++) {
            // The second time is measured: the first links the code that words the error.
            long before = threads.getCurrentThreadAllocatedBytes();
            assertThatThrownBy(() -> sum.read(new StateReader(oneVectorAndNoSums)))
                    .isInstanceOf(CorruptStateException.class);
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).isLessThan(64 * 1_024);
    }

    @Test
    void create_badLength_isRefused() {
        for (int length : new int[] {-1, 0, 16_385}) {
            assertThatThrownBy(() -> new VectorMean(length))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("mean · its vectors are of length '" + length
                            + "' · it may be 1 to 16384 · choose another column");
        }
        assertThat(valueOf(new VectorMean(16_384))).isEqualTo(new Absent());
    }

    private static AggregateValue valueOf(VectorAggregation aggregation, AggregateValue... values) {
        VectorSums state = aggregation.create();
        for (AggregateValue value : values) {
            aggregation.add(state, TestEvent.of(0, "", value));
        }
        return aggregation.result(state);
    }

    private static OfVector vector(double... elements) {
        return new OfVector(elements);
    }

    /** The twin adds decimals of any length. */
    abstract static class Contract extends StateAggregationContract<VectorSums> {
        private final boolean isMean;

        Contract(VectorAggregation aggregation) {
            super(aggregation, ColumnType.VECTOR);
            this.isMean = aggregation.name().equals("mean");
        }

        @Override
        AggregateValue naive(List<TestEvent> events) {
            List<double[]> vectors = events.stream()
                    .filter(event -> !event.isNull(0))
                    .map(event -> event.vectorAt(0))
                    .toList();
            if (vectors.isEmpty()) {
                return new Absent();
            }
            double[] elements = new double[TestEvents.VECTOR_LENGTH];
            for (int i = 0; i < elements.length; i++) {
                BigDecimal sum = BigDecimal.ZERO;
                for (double[] vector : vectors) {
                    sum = sum.add(new BigDecimal(vector[i]));
                }
                elements[i] = isMean ? mean(sum, vectors.size()) : sum.doubleValue();
                if (!Double.isFinite(elements[i])) {
                    return new Overflow();
                }
            }
            return new OfVector(elements);
        }

        /** The sum, rounded, over the count; through a number 2^64 times smaller where that is no double. */
        private static double mean(BigDecimal sum, int count) {
            if (Double.isFinite(sum.doubleValue())) {
                return sum.doubleValue() / count + 0.0;
            }
            BigDecimal scale = new BigDecimal(BigInteger.TWO.pow(64));
            return Math.scalb(sum.divide(scale).doubleValue() / count, 64);
        }
    }
}
