package dev.oriel.kernel.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.kernel.aggregation.AggregateValue.Absent;
import dev.oriel.kernel.aggregation.AggregateValue.OfList;
import dev.oriel.kernel.aggregation.AggregateValue.OfLong;
import dev.oriel.kernel.aggregation.AggregateValue.TooMany;
import dev.oriel.kernel.bytes.StateWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ArrayAggTest {
    @Nested
    class OfLongs extends Contract {
        OfLongs() {
            super(ColumnType.LONG, ArrayAgg.LIMIT_DEFAULT);
        }
    }

    @Nested
    class OfDoublesWithRoomForAll extends Contract {
        OfDoublesWithRoomForAll() {
            // So much room that a count that lies would show in what reading allocates.
            super(ColumnType.DOUBLE, 4_000_000);
        }
    }

    @Nested
    class OfBytesOftenTooMany extends Contract {
        OfBytesOftenTooMany() {
            super(ColumnType.BYTES, 7);
        }
    }

    @Test
    void B059_result_ofNothing_isEmptyList() {
        ArrayAgg arrayAgg = new ArrayAgg(ColumnType.LONG);
        assertThat(arrayAgg.result(arrayAgg.create())).isEqualTo(new OfList(List.of()));
    }

    @Test
    void B059_result_rowsInAnyOrder_areListedByTimeThenKeyThenValueWithNulls() {
        ArrayAgg arrayAgg = new ArrayAgg(ColumnType.LONG);
        ArrayAgg.State state = arrayAgg.create();
        arrayAgg.add(state, TestEvent.of(2, "b", new OfLong(5)));
        arrayAgg.add(state, TestEvent.of(2, "a", new OfLong(7)));
        arrayAgg.add(state, TestEvent.of(2, "a", new OfLong(-6)));
        arrayAgg.add(state, TestEvent.of(2, "a", new Absent()));
        arrayAgg.add(state, TestEvent.of(1, "z", new OfLong(9)));
        arrayAgg.add(state, TestEvent.of(3, "", new Absent()));
        assertThat(arrayAgg.result(state))
                .isEqualTo(new OfList(List.of(
                        new OfLong(9), new Absent(), new OfLong(-6), new OfLong(7), new OfLong(5), new Absent())));
    }

    @Test
    void B059_result_oneMoreThanTheLimit_isTooManyAndKeepsNothing() {
        ArrayAgg arrayAgg = new ArrayAgg(ColumnType.LONG);
        ArrayAgg.State full = arrayAgg.create();
        IntStream.range(0, 1_000).forEach(i -> arrayAgg.add(full, TestEvent.of(i, "", new OfLong(i))));
        assertThat(arrayAgg.result(full))
                .isEqualTo(new OfList(IntStream.range(0, 1_000)
                        .mapToObj(i -> (AggregateValue) new OfLong(i))
                        .toList()));
        arrayAgg.add(full, TestEvent.of(7, "", new Absent()));
        assertThat(arrayAgg.result(full)).isEqualTo(new TooMany(1_000));
        StateWriter target = new StateWriter();
        arrayAgg.write(full, target);
        assertThat(target.size()).isEqualTo(1);
        arrayAgg.add(full, TestEvent.of(8, "", new Absent()));
        assertThat(full.rows.size()).isZero();
    }

    @Test
    void B059_create_badArguments_areRefused() {
        assertThatThrownBy(() -> new ArrayAgg(ColumnType.LONG, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("array_agg · its limit is '0' · it must be 1 at least · choose another");
        assertThatThrownBy(() -> new ArrayAgg(ColumnType.VECTOR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("array_agg · it does not take a column of type 'VECTOR' ·");
    }

    /** The twin sorts all rows and gives up beyond the limit. */
    abstract static class Contract extends StateAggregationContract<ArrayAgg.State> {
        private final int limit;

        Contract(ColumnType column, int limit) {
            super(new ArrayAgg(column, limit), column);
            this.limit = limit;
        }

        @Override
        AggregateValue naive(List<TestEvent> events) {
            if (events.size() > limit) {
                return new TooMany(limit);
            }
            return new OfList(events.stream()
                    .sorted(TestEvent.BY_TIME_AND_KEY.thenComparing(event -> event.value(0), TestEvent::compareValues))
                    .map(event -> event.value(0))
                    .toList());
        }
    }
}
