package dev.oriel.kernel.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.kernel.aggregation.AggregateValue.Absent;
import dev.oriel.kernel.aggregation.AggregateValue.OfDouble;
import dev.oriel.kernel.aggregation.AggregateValue.OfLong;
import dev.oriel.kernel.aggregation.AggregateValue.TooMany;
import dev.oriel.kernel.bytes.CorruptStateException;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CountDistinctTest {
    @Nested
    class OfLongs extends Contract {
        OfLongs() {
            super(ColumnType.LONG, CountDistinct.LIMIT_DEFAULT);
        }
    }

    @Nested
    class OfDoublesOftenTooMany extends Contract {
        OfDoublesOftenTooMany() {
            super(ColumnType.DOUBLE, 7);
        }
    }

    @Nested
    class OfTexts extends Contract {
        OfTexts() {
            super(ColumnType.BYTES, CountDistinct.LIMIT_DEFAULT);
        }
    }

    @Nested
    class OfTextsOftenTooMany extends Contract {
        OfTextsOftenTooMany() {
            super(ColumnType.BYTES, 5);
        }
    }

    @Test
    void B051_result_nothingOrOnlyNulls_isZero() {
        CountDistinct countDistinct = new CountDistinct(ColumnType.LONG);
        assertThat(valueOf(countDistinct, List.of())).isEqualTo(new OfLong(0));
        assertThat(valueOf(countDistinct, List.of(TestEvent.of(1, "", new Absent()))))
                .isEqualTo(new OfLong(0));
    }

    @Test
    void D11_result_valuesAlikeButNotEqual_areTwo() {
        // The texts have one hash code, as strings and as bytes.
        assertThat(valueOf(
                        new CountDistinct(ColumnType.BYTES),
                        List.of(
                                TestEvent.of(1, "", TestEvent.bytes("Aa")),
                                TestEvent.of(1, "", TestEvent.bytes("BB")),
                                TestEvent.of(1, "", TestEvent.bytes("Aa")))))
                .isEqualTo(new OfLong(2));
        assertThat(valueOf(
                        new CountDistinct(ColumnType.DOUBLE),
                        List.of(
                                TestEvent.of(1, "", new OfDouble(0.0)),
                                TestEvent.of(1, "", new OfDouble(-0.0)),
                                TestEvent.of(1, "", new OfDouble(-0.0)))))
                .isEqualTo(new OfLong(2));
    }

    @Test
    void D11_result_oneMoreThanTheLimit_isTooManyAndKeepsNothing() {
        CountDistinct countDistinct = new CountDistinct(ColumnType.LONG);
        CountDistinct.State full = countDistinct.create();
        // Twice, and from both ends, to a limit of different ones.
        IntStream.range(0, 20_000)
                .forEach(i -> countDistinct.add(
                        full, TestEvent.of(i, "", new OfLong(i % 2 == 0 ? i / 2 : -(i / 2) + 9_999))));
        assertThat(countDistinct.result(full)).isEqualTo(new OfLong(10_000));
        countDistinct.add(full, TestEvent.of(7, "", new OfLong(-1)));
        assertThat(countDistinct.result(full)).isEqualTo(new TooMany(10_000));
        StateWriter target = new StateWriter();
        countDistinct.write(full, target);
        assertThat(target.size()).isEqualTo(1);
        countDistinct.add(full, TestEvent.of(7, "", new OfLong(-2)));
        assertThat(full.values.size()).isZero();
    }

    @Test
    void B083_read_valuesOutOfOrderOrBeyondTheLimit_isCorrupt() {
        CountDistinct countDistinct = new CountDistinct(ColumnType.LONG, 3);
        for (long[] values : new long[][] {{2, 1}, {1, 1}, {1, 2, 3, 4}}) {
            StateWriter target = new StateWriter();
            target.writeByte(0);
            target.writeUnsigned(values.length);
            LongStream.of(values).forEach(target::writeSigned);
            assertThatThrownBy(() -> countDistinct.read(new StateReader(target.toByteArray())))
                    .isInstanceOf(CorruptStateException.class);
        }
    }

    @Test
    void create_badArguments_areRefused() {
        assertThatThrownBy(() -> new CountDistinct(ColumnType.LONG, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count_distinct · its limit is '0' · it must be 1 at least · choose another");
        assertThatThrownBy(() -> new CountDistinct(ColumnType.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("count_distinct · it does not take a column of type 'NONE' ·");
    }

    private static AggregateValue valueOf(CountDistinct aggregation, List<TestEvent> events) {
        CountDistinct.State state = aggregation.create();
        events.forEach(event -> aggregation.add(state, event));
        return aggregation.result(state);
    }

    /** The twin puts all values into a set. */
    abstract static class Contract extends StateAggregationContract<CountDistinct.State> {
        private final int limit;

        Contract(ColumnType column, int limit) {
            super(new CountDistinct(column, limit), column);
            this.limit = limit;
        }

        @Override
        AggregateValue naive(List<TestEvent> events) {
            Set<AggregateValue> values = new HashSet<>();
            events.forEach(event -> values.add(event.value(0)));
            values.remove(new Absent());
            return values.size() > limit ? new TooMany(limit) : new OfLong(values.size());
        }
    }
}
