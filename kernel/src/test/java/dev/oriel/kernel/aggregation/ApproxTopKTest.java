package dev.oriel.kernel.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.kernel.aggregation.AggregateValue.Absent;
import dev.oriel.kernel.aggregation.AggregateValue.OfDouble;
import dev.oriel.kernel.aggregation.AggregateValue.OfList;
import dev.oriel.kernel.aggregation.AggregateValue.OfLong;
import dev.oriel.kernel.bytes.CorruptStateException;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import dev.oriel.kernel.random.Seeds;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApproxTopKTest {
    private static final ApproxTopK TOP_3 = new ApproxTopK(ColumnType.LONG, 3);
    private static final ApproxTopK TOP_3_TEXTS = new ApproxTopK(ColumnType.BYTES, 3);

    @Nested
    class OfLongs extends Contract {
        OfLongs() {
            super(ColumnType.LONG, 3);
        }
    }

    @Nested
    class OfDoubles extends Contract {
        OfDoubles() {
            super(ColumnType.DOUBLE, 1_000);
        }
    }

    @Nested
    class OfBytes extends Contract {
        OfBytes() {
            super(ColumnType.BYTES, 1);
        }
    }

    abstract static class Contract extends StateAggregationContract<FrequentValues> {
        private static final Comparator<List<TestEvent>> BY_RANK = Comparator.<List<TestEvent>>comparingInt(List::size)
                .thenComparingLong(group ->
                        group.stream().mapToLong(TestEvent::millis).max().getAsLong())
                .thenComparing(group -> group.getFirst().value(0), TestEvent::compareValues);

        private final int k;

        Contract(ColumnType column, int k) {
            super(new ApproxTopK(column, k), column);
            this.k = k;
        }

        @Override
        int eventsMany() {
            return FrequentValues.VALUES_MAX;
        }

        @Override
        AggregateValue naive(List<TestEvent> events) {
            Map<AggregateValue, List<TestEvent>> groups = events.stream()
                    .filter(event -> !(event.value(0) instanceof Absent))
                    .collect(Collectors.groupingBy(event -> event.value(0)));
            List<AggregateValue> top = groups.values().stream()
                    .sorted(BY_RANK.reversed())
                    .limit(k)
                    .map(group -> group.getFirst().value(0))
                    .toList();
            return top.isEmpty() ? new Absent() : new OfList(top);
        }
    }

    @Test
    void B057_result_ofNothing_isAbsent() {
        assertThat(TOP_3.result(TOP_3.create())).isEqualTo(new Absent());
    }

    @Test
    void B057_result_ofNullsOnly_isAbsent() {
        FrequentValues state = TOP_3.create();
        TOP_3.add(state, new EventBuffer(List.of(ColumnType.LONG)).start(1));
        assertThat(TOP_3.result(state)).isEqualTo(new Absent());
    }

    @Test
    void B057_result_moreValuesThanK_isTheMostFrequentFirst() {
        assertThat(TOP_3.result(longs(7, 1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 7)))
                .isEqualTo(new OfList(List.of(new OfLong(4), new OfLong(3), new OfLong(7))));
    }

    @Test
    void B057_result_fewerValuesThanK_isAllOfThem() {
        assertThat(TOP_3.result(longs(7, 1, 7))).isEqualTo(new OfList(List.of(new OfLong(7), new OfLong(1))));
    }

    @Test
    void D11_result_equalCounts_lastOneFirstThenTheLarger() {
        FrequentValues state = TOP_3.create();
        add(state, 100, 5);
        add(state, 200, 1);
        add(state, 100, 6);
        add(state, 100, 4);
        assertThat(TOP_3.result(state)).isEqualTo(new OfList(List.of(new OfLong(1), new OfLong(6), new OfLong(5))));
        add(state, 50, 4);
        assertThat(TOP_3.result(state)).isEqualTo(new OfList(List.of(new OfLong(4), new OfLong(1), new OfLong(6))));
    }

    @Test
    void result_doublesBeyondIntegers_areOrderedAsNumbers() {
        ApproxTopK all = new ApproxTopK(ColumnType.DOUBLE, 10);
        FrequentValues state = all.create();
        EventBuffer buffer = new EventBuffer(List.of(ColumnType.DOUBLE));
        for (double number : new double[] {0.0, -1e300, -0.0, 2.5, -2.5}) {
            all.add(state, buffer.start(0).setDouble(0, number));
        }
        assertThat(all.result(state))
                .isEqualTo(new OfList(List.of(
                        new OfDouble(2.5),
                        new OfDouble(0.0),
                        new OfDouble(-0.0),
                        new OfDouble(-2.5),
                        new OfDouble(-1e300))));
    }

    @ParameterizedTest
    @EnumSource(SketchErrors.Shape.class)
    void B057_count_beyondTheLimitInMergedBuckets_isWithinTheStatedError(SketchErrors.Shape shape) {
        Seeds.forEach(4, random -> {
            SketchErrors.FrequencyErrors errors = SketchErrors.frequency(shape, 20_000, random);
            assertThat(errors.stated()).isLessThanOrEqualTo(1.0 / (FrequentValues.VALUES_MAX + 1));
            assertThat(errors.largest()).isLessThanOrEqualTo(errors.stated());
        });
    }

    @Test
    void B057_accuracy_atTheLimit_isExact() {
        FrequentValues state = TOP_3.create();
        for (int i = 0; i < FrequentValues.VALUES_MAX; i++) {
            add(state, i, i);
        }
        assertThat(TOP_3.accuracy(state)).isEqualTo(new Accuracy(Accuracy.Measure.OCCURRENCES, 0, 1));
        add(state, 5_000, 5_000);
        assertThat(TOP_3.accuracy(state)).isEqualTo(new Accuracy(Accuracy.Measure.OCCURRENCES, 1, 1));
        assertThat(TOP_3.result(state))
                .as("values that occurred once are better than none")
                .isEqualTo(new OfList(List.of(new OfLong(5_000), new OfLong(1_023), new OfLong(1_022))));
    }

    @Test
    void B082_merge_beyondTheLimit_isCommutativeAndReadsBack() {
        Seeds.forEach(20, random -> {
            FrequentValues left = TOP_3.create();
            FrequentValues right = TOP_3.create();
            for (int i = 0; i < 2_000; i++) {
                add(left, random.nextInt(10), random.nextInt(1_000) * random.nextLong(3));
                add(right, random.nextInt(10), random.nextInt(3_000));
            }
            FrequentValues merged = TOP_3.copy(left);
            merged.addAll(right);
            right.addAll(left);
            byte[] written = bytes(merged);
            assertThat(written).isEqualTo(bytes(right));
            assertThat(merged.error()).isPositive();
            assertThat(bytes(TOP_3.read(new StateReader(written)))).isEqualTo(written);
        });
    }

    @Test
    void B057_result_valuesTooLong_areNotListedButWidenTheAccuracy() {
        FrequentValues state = TOP_3_TEXTS.create();
        addText(state, SortedValues.VALUE_BYTES_MAX + 1);
        addText(state, SortedValues.VALUE_BYTES_MAX + 1);
        assertThat(TOP_3_TEXTS.result(state)).isEqualTo(new OfList(List.of()));
        assertThat(TOP_3_TEXTS.isEmpty(state)).isFalse();
        addText(state, SortedValues.VALUE_BYTES_MAX);
        assertThat(TOP_3_TEXTS.result(state))
                .isEqualTo(new OfList(List.of(new AggregateValue.OfBytes(new byte[SortedValues.VALUE_BYTES_MAX]))));
        assertThat(TOP_3_TEXTS.accuracy(state)).isEqualTo(new Accuracy(Accuracy.Measure.OCCURRENCES, 2, 1));
        byte[] written = bytes(state);
        assertThat(bytes(TOP_3_TEXTS.read(new StateReader(written)))).isEqualTo(written);
    }

    @Test
    void B083_write_givenValues_neverChangesItsBytes() {
        FrequentValues state = TOP_3.create();
        add(state, 1_000, 7);
        add(state, 1_500, -7);
        add(state, 500, 7);
        assertThat(HexFormat.of().formatHex(bytes(state))).isEqualTo("0002b8170d01000e02f403");
    }

    @Test
    void B083_read_countThatWouldOverflow_isCorrupt() {
        StateWriter target = new StateWriter();
        target.writeUnsigned(0);
        target.writeUnsigned(1);
        target.writeSigned(0);
        target.writeSigned(42);
        target.writeUnsigned(Long.MAX_VALUE);
        target.writeUnsigned(0);
        assertThatThrownBy(() -> TOP_3.read(new StateReader(target.toByteArray())))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("a count of '" + Long.MAX_VALUE + "'");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 1_001})
    void new_kOutsideItsRange_isRefused(int k) {
        assertThatThrownBy(() -> new ApproxTopK(ColumnType.LONG, k))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "approx_top_k · k is '" + k + "' · it lies in 1 to 1000 · ask for as many values as you use");
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "VECTOR"})
    void new_columnWithoutComparableValues_isRefused(ColumnType column) {
        assertThatThrownBy(() -> new ApproxTopK(column, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("approx_top_k · it does not count a column of type " + column
                        + " · it counts LONG, DOUBLE and BYTES · choose such a column");
    }

    private static FrequentValues longs(long... values) {
        FrequentValues state = TOP_3.create();
        for (long value : values) {
            add(state, 0, value);
        }
        return state;
    }

    private static void add(FrequentValues state, long millis, long value) {
        TOP_3.add(state, new EventBuffer(List.of(ColumnType.LONG)).start(millis).setLong(0, value));
    }

    private static void addText(FrequentValues state, int length) {
        TOP_3_TEXTS.add(
                state, new EventBuffer(List.of(ColumnType.BYTES)).start(0).setBytes(0, new byte[length]));
    }

    private static byte[] bytes(FrequentValues state) {
        StateWriter target = new StateWriter();
        state.write(target);
        return target.toByteArray();
    }
}
