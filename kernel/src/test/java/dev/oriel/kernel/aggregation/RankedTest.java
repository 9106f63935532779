package dev.oriel.kernel.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.kernel.aggregation.AggregateValue.Absent;
import dev.oriel.kernel.aggregation.AggregateValue.OfBytes;
import dev.oriel.kernel.aggregation.AggregateValue.OfDouble;
import dev.oriel.kernel.aggregation.AggregateValue.OfList;
import dev.oriel.kernel.aggregation.AggregateValue.OfLong;
import dev.oriel.kernel.bytes.CorruptStateException;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RankedTest {
    private static final Absent NULL = new Absent();

    @Nested
    class MinByOfLongByDouble extends Contract {
        MinByOfLongByDouble() {
            super(
                    Ranked.minBy(call("min_by", ColumnType.LONG).by(1, ColumnType.DOUBLE)),
                    1,
                    ColumnType.LONG,
                    ColumnType.DOUBLE);
        }
    }

    @Nested
    class MaxByOfBytesByLong extends Contract {
        MaxByOfBytesByLong() {
            super(
                    Ranked.maxBy(call("max_by", ColumnType.BYTES).by(1, ColumnType.LONG)),
                    1,
                    ColumnType.BYTES,
                    ColumnType.LONG);
        }
    }

    @Nested
    class MinByCountOfDoubleByBytesBehindAColumnOfNoConcern extends Contract {
        MinByCountOfDoubleByBytesBehindAColumnOfNoConcern() {
            super(
                    Ranked.minByCount(call("min_by_n", ColumnType.DOUBLE)
                            .by(2, ColumnType.BYTES)
                            .count(4)),
                    4,
                    ColumnType.DOUBLE,
                    ColumnType.VECTOR,
                    ColumnType.BYTES);
        }
    }

    @Nested
    class MaxByCountOfBytesByDouble extends Contract {
        MaxByCountOfBytesByDouble() {
            super(
                    Ranked.maxByCount(call("max_by_n", ColumnType.BYTES)
                            .by(1, ColumnType.DOUBLE)
                            .count(1_000)),
                    1_000,
                    ColumnType.BYTES,
                    ColumnType.DOUBLE);
        }
    }

    @Nested
    class FirstOfDouble extends Contract {
        FirstOfDouble() {
            super(Ranked.first(call("first", ColumnType.DOUBLE)), 1, ColumnType.DOUBLE);
        }
    }

    @Nested
    class LastOfLong extends Contract {
        LastOfLong() {
            super(Ranked.last(call("last", ColumnType.LONG)), 1, ColumnType.LONG);
        }
    }

    @Test
    void B059_minByAndMaxBy_severalRows_giveValueOfSmallestAndLargest() {
        List<TestEvent> events = List.of(
                TestEvent.of(1, "a", text("middle"), number(5)),
                TestEvent.of(2, "b", text("largest"), number(9)),
                TestEvent.of(3, "c", text("smallest"), number(-7)));
        assertThat(valueOf(Ranked.minBy(textByNumber("min_by")), events)).isEqualTo(text("smallest"));
        assertThat(valueOf(Ranked.maxBy(textByNumber("max_by")), events)).isEqualTo(text("largest"));
    }

    @Test
    void B058_minByCountAndMaxByCount_moreRowsThanAsked_giveAscendingAndDescendingLists() {
        List<TestEvent> events = List.of(
                TestEvent.of(1, "a", text("two"), number(2)),
                TestEvent.of(1, "a", text("three"), number(3)),
                TestEvent.of(1, "a", text("one"), number(1)));
        assertThat(valueOf(Ranked.minByCount(textByNumber("min_by_n").count(2)), events))
                .isEqualTo(new OfList(List.of(text("one"), text("two"))));
        assertThat(valueOf(Ranked.maxByCount(textByNumber("max_by_n").count(2)), events))
                .isEqualTo(new OfList(List.of(text("three"), text("two"))));
    }

    @Test
    void B058_minByCount_fewerRowsThanAsked_givesThoseThereAre() {
        List<TestEvent> events = List.of(TestEvent.of(1, "a", text("only"), number(2)));
        assertThat(valueOf(Ranked.minByCount(textByNumber("min_by_n").count(2)), events))
                .isEqualTo(new OfList(List.of(text("only"))));
    }

    @Test
    void B051_result_nothingOrOnlyNulls_isAbsent() {
        List<TestEvent> nulls =
                List.of(TestEvent.of(1, "a", NULL, number(1)), TestEvent.of(2, "b", text("by null"), NULL));
        for (Ranked aggregation : List.of(
                Ranked.minBy(textByNumber("min_by")),
                Ranked.maxBy(textByNumber("max_by")),
                Ranked.minByCount(textByNumber("min_by_n").count(3)),
                Ranked.maxByCount(textByNumber("max_by_n").count(3)))) {
            assertThat(valueOf(aggregation, List.of())).isEqualTo(NULL);
            assertThat(valueOf(aggregation, nulls)).isEqualTo(NULL);
        }
        assertThat(valueOf(Ranked.first(textByNumber("first")), nulls.subList(0, 1)))
                .isEqualTo(NULL);
        assertThat(valueOf(Ranked.last(textByNumber("last")), nulls.subList(0, 1)))
                .isEqualTo(NULL);
    }

    @Test
    void D11_ties_ofTheOrderingColumn_goToNewerThenLargerKeyThenLargerValue() {
        for (Ranked aggregation : List.of(Ranked.minBy(textByNumber("min_by")), Ranked.maxBy(textByNumber("max_by")))) {
            assertWinner(
                    aggregation,
                    TestEvent.of(2, "a", text("a"), number(1)),
                    TestEvent.of(1, "b", text("b"), number(1)));
            assertWinner(
                    aggregation,
                    TestEvent.of(1, "b", text("a"), number(1)),
                    TestEvent.of(1, "a", text("b"), number(1)));
            assertWinner(
                    aggregation,
                    TestEvent.of(1, "é", text("a"), number(1)),
                    TestEvent.of(1, "z", text("b"), number(1)));
            assertWinner(
                    aggregation,
                    TestEvent.of(1, "a", text("b"), number(1)),
                    TestEvent.of(1, "a", text("a"), number(1)));
        }
    }

    @Test
    void D11_ties_ofTimeInFirstAndLast_goToLargerKeyThenLargerValue() {
        for (Ranked aggregation : List.of(Ranked.first(textByNumber("first")), Ranked.last(textByNumber("last")))) {
            assertWinner(aggregation, TestEvent.of(1, "b", text("a"), NULL), TestEvent.of(1, "a", text("b"), NULL));
            assertWinner(aggregation, TestEvent.of(1, "a", text("b"), NULL), TestEvent.of(1, "a", text("a"), NULL));
        }
        assertWinner(
                Ranked.first(textByNumber("first")),
                TestEvent.of(1, "a", text("a"), NULL),
                TestEvent.of(2, "b", text("b"), NULL));
        assertWinner(
                Ranked.last(textByNumber("last")),
                TestEvent.of(2, "a", text("a"), NULL),
                TestEvent.of(1, "b", text("b"), NULL));
    }

    @Test
    void D11_minBy_zerosOfBothSigns_takesTheNegativeOne() {
        Ranked minBy = Ranked.minBy(call("min_by", ColumnType.LONG).by(1, ColumnType.DOUBLE));
        List<TestEvent> events = List.of(
                TestEvent.of(2, "b", number(1), new OfDouble(0.0)),
                TestEvent.of(1, "a", number(2), new OfDouble(-0.0)));
        assertThat(valueOf(minBy, events)).isEqualTo(number(2));
    }

    @Test
    void add_rowsThatAreNotKept_allocatesNothing() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Ranked minBy = Ranked.minByCount(textByNumber("min_by_n").count(2));
        RankedRows state = minBy.create();
        EventBuffer buffer = new EventBuffer(List.of(ColumnType.BYTES, ColumnType.LONG));
        TestEvent.of(1, "a", text("kept"), number(1)).into(buffer);
        minBy.add(state, buffer);
        minBy.add(state, buffer);
        byte[] value = {1};
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            minBy.add(state, buffer.start(1).setKey(value).setBytes(0, value).setLong(1, 2 + i));
        }
        // The counter itself, and the first steps of an unwarmed machine, may take a little; 10,000 rows would take
        // much.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }

    @Test
    void B083_read_rowsOutOfOrderOrTooMany_isCorrupt() {
        Ranked maxBy = Ranked.maxByCount(textByNumber("max_by_n").count(3));
        RankedRows state = maxBy.create();
        for (int i = 0; i < 3; i++) {
            maxBy.add(state, TestEvent.of(1, "a", text("a"), number(i)));
        }
        StateWriter target = new StateWriter();
        maxBy.write(state, target);
        assertThat(maxBy.read(new StateReader(target.toByteArray())).size()).isEqualTo(3);
        for (Ranked other : List.of(
                Ranked.minByCount(textByNumber("min_by_n").count(3)),
                Ranked.maxByCount(textByNumber("max_by_n").count(2)))) {
            assertThatThrownBy(() -> other.read(new StateReader(target.toByteArray())))
                    .isInstanceOf(CorruptStateException.class);
        }
    }

    @Test
    void B058_create_countOutOfRange_isRefused() {
        for (int count : new int[] {Integer.MIN_VALUE, -1, 0, 1_001, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> Ranked.minByCount(textByNumber("min_by_n").count(count)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("min_by_n · n is '" + count + "' · it may be 1 to 1000 · choose another");
        }
        assertThat(Ranked.maxByCount(textByNumber("max_by_n").count(1)).name()).isEqualTo("max_by_n");
        assertThat(Ranked.maxByCount(textByNumber("max_by_n").count(1_000)).name())
                .isEqualTo("max_by_n");
    }

    @Test
    void B059_create_argumentsMissingOrOfWrongType_areRefused() {
        assertThatThrownBy(() -> Ranked.minBy(call("min_by", ColumnType.LONG)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("min_by · it has no column to order by ·");
        assertThatThrownBy(() -> Ranked.maxByCount(textByNumber("max_by_n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("max_by_n · it does not say how many values it gives ·");
        assertThatThrownBy(() -> Ranked.maxBy(call("max_by", ColumnType.VECTOR).by(1, ColumnType.LONG)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("max_by · it does not take a column of type 'VECTOR' ·");
        assertThatThrownBy(() -> Ranked.maxBy(call("max_by", ColumnType.LONG).by(1, ColumnType.VECTOR)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("max_by · it does not take a column of type 'VECTOR' ·");
        assertThatThrownBy(() -> Ranked.last(call("last", ColumnType.NONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("last · it does not take a column of type 'NONE' ·");
    }

    private static void assertWinner(Ranked aggregation, TestEvent winner, TestEvent loser) {
        assertThat(valueOf(aggregation, List.of(winner, loser))).isEqualTo(winner.value(0));
        assertThat(valueOf(aggregation, List.of(loser, winner))).isEqualTo(winner.value(0));
    }

    private static AggregateValue valueOf(Ranked aggregation, List<TestEvent> events) {
        RankedRows state = aggregation.create();
        events.forEach(event -> aggregation.add(state, event));
        return aggregation.result(state);
    }

    private static AggregationCall textByNumber(String name) {
        return call(name, ColumnType.BYTES).by(1, ColumnType.LONG);
    }

    private static AggregationCall call(String name, ColumnType column) {
        return AggregationCall.of(name, column);
    }

    private static OfBytes text(String text) {
        return TestEvent.bytes(text);
    }

    private static OfLong number(long value) {
        return new OfLong(value);
    }

    /** The twin sorts all rows and takes the first ones. */
    abstract static class Contract extends StateAggregationContract<RankedRows> {
        private final String name;
        private final int byColumn;
        private final int count;

        Contract(Ranked aggregation, int count, ColumnType... columns) {
            super(aggregation, columns);
            this.name = aggregation.name();
            this.byColumn = columns.length - 1;
            this.count = count;
        }

        @Override
        AggregateValue naive(List<TestEvent> events) {
            List<TestEvent> rows = new ArrayList<>(events);
            rows.removeIf(event -> event.isNull(0) || event.isNull(byColumn));
            rows.sort(firstComesFirst());
            List<AggregateValue> values =
                    rows.stream().limit(count).map(event -> event.value(0)).toList();
            if (values.isEmpty()) {
                return new Absent();
            }
            return name.endsWith("_n") ? new OfList(values) : values.get(0);
        }

        private Comparator<TestEvent> firstComesFirst() {
            Comparator<TestEvent> by =
                    (left, right) -> TestEvent.compareValues(left.value(byColumn), right.value(byColumn));
            Comparator<TestEvent> newest =
                    Comparator.comparingLong(TestEvent::millis).reversed();
            Comparator<TestEvent> ties = Comparator.comparing(TestEvent::key, Arrays::compareUnsigned)
                    .thenComparing(event -> event.value(0), TestEvent::compareValues)
                    .reversed();
            return switch (name) {
                case "min_by", "min_by_n" -> by.thenComparing(newest).thenComparing(ties);
                case "max_by", "max_by_n" -> by.reversed().thenComparing(newest).thenComparing(ties);
                case "first" -> newest.reversed().thenComparing(ties);
                case "last" -> newest.thenComparing(ties);
                default -> throw new AssertionError("no naive twin of " + name);
            };
        }
    }
}
