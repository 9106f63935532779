package dev.oriel.kernel.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.kernel.aggregation.AggregateValue.Absent;
import dev.oriel.kernel.aggregation.AggregateValue.OfDouble;
import dev.oriel.kernel.aggregation.AggregateValue.OfLong;
import dev.oriel.kernel.aggregation.AggregateValue.TooMany;
import dev.oriel.kernel.bytes.StateWriter;
import dev.oriel.kernel.random.Seeds;
import dev.oriel.kernel.random.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MedianTest {
    @Nested
    class OfLongs extends Contract {
        OfLongs() {
            super(ColumnType.LONG, Median.LIMIT_DEFAULT);
        }
    }

    @Nested
    class OfDoubles extends Contract {
        OfDoubles() {
            super(ColumnType.DOUBLE, Median.LIMIT_DEFAULT);
        }
    }

    @Nested
    class OfDoublesOftenTooMany extends Contract {
        OfDoublesOftenTooMany() {
            super(ColumnType.DOUBLE, 8);
        }
    }

    @Test
    void B051_result_nothingOrOnlyNulls_isAbsent() {
        Median median = new Median(ColumnType.LONG);
        assertThat(valueOf(median)).isEqualTo(new Absent());
        assertThat(valueOf(median, new Absent())).isEqualTo(new Absent());
    }

    @Test
    void D10_result_middleTwoNearTheEndsOfTheirType_isTheirMean() {
        Median longs = new Median(ColumnType.LONG);
        assertThat(valueOf(longs, new OfLong(Long.MAX_VALUE), new OfLong(Long.MAX_VALUE)))
                .isEqualTo(new OfDouble(0x1p63));
        assertThat(valueOf(longs, new OfLong(Long.MIN_VALUE), new OfLong(Long.MAX_VALUE)))
                .isEqualTo(new OfDouble(-0.5));
        assertThat(valueOf(longs, new OfLong(2), new OfLong(5), new OfLong(1), new OfLong(9)))
                .isEqualTo(new OfDouble(3.5));
        Median doubles = new Median(ColumnType.DOUBLE);
        assertThat(valueOf(doubles, new OfDouble(Double.MAX_VALUE), new OfDouble(Double.MAX_VALUE)))
                .isEqualTo(new OfDouble(Double.MAX_VALUE));
        assertThat(valueOf(doubles, new OfDouble(Double.MIN_VALUE), new OfDouble(Double.MIN_VALUE)))
                .isEqualTo(new OfDouble(Double.MIN_VALUE));
        assertThat(valueOf(doubles, new OfDouble(-0.0))).isEqualTo(new OfDouble(0.0));
    }

    @Test
    void D11_middle_anyTwoIntegers_isTheirMeanRoundedOnce() {
        Seeds.forEach(20_000, random -> {
            long[] pair = Values.longs(random, 2);
            long lower = pair[0];
            long upper = pair[1];
            if (random.nextBoolean()) {
                // Two neighbours whose mean lies half a unit from where rounding turns: between two doubles, 1,024
                // apart.
                lower = (1L << 62) + (random.nextLong(1L << 52) << 10) + 512 - random.nextInt(2);
                upper = lower + 1;
                if (random.nextBoolean()) {
                    lower = -lower;
                    upper = -upper;
                }
            }
            double expected =
                    BigInteger.valueOf(lower).add(BigInteger.valueOf(upper)).doubleValue() / 2;
            assertThat(Median.middle(lower, upper)).as(lower + " and " + upper).isEqualTo(expected);
        });
    }

    @Test
    void D11_middle_anyTwoDoubles_isTheirMeanRoundedOnce() {
        Seeds.forEach(20_000, random -> {
            double[] pair = Values.doubles(random, 2);
            double expected = new BigDecimal(pair[0])
                    .add(new BigDecimal(pair[1]))
                    .divide(BigDecimal.valueOf(2))
                    .doubleValue();
            assertThat(Median.middle(pair[0], pair[1]) + 0.0)
                    .as(pair[0] + " and " + pair[1])
                    .isEqualTo(expected);
        });
    }

    @Test
    void D11_result_oneMoreThanTheLimit_isTooManyAndKeepsNothing() {
        Median median = new Median(ColumnType.LONG);
        Median.State full = median.create();
        EventBuffer buffer = new EventBuffer(List.of(ColumnType.LONG));
        LongStream.range(0, 1_000_000)
                .forEach(i -> median.add(full, buffer.start(i).setLong(0, i)));
        assertThat(median.result(full)).isEqualTo(new OfDouble(499_999.5));
        median.add(full, buffer.start(0));
        assertThat(median.result(full)).isEqualTo(new OfDouble(499_999.5));
        median.add(full, buffer.start(0).setLong(0, 1));
        assertThat(median.result(full)).isEqualTo(new TooMany(1_000_000));
        StateWriter target = new StateWriter();
        median.write(full, target);
        assertThat(target.size()).isEqualTo(1);
        median.add(full, buffer.start(0).setLong(0, 1));
        assertThat(full.capacity()).isZero();
    }

    @Test
    void create_badArguments_areRefused() {
        assertThatThrownBy(() -> new Median(ColumnType.BYTES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("median · it does not take a column of type 'BYTES' · it takes LONG and DOUBLE"
                        + " · choose another column");
        assertThatThrownBy(() -> new Median(ColumnType.LONG, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("median · its limit is '0' ·");
    }

    private static AggregateValue valueOf(Median median, AggregateValue... values) {
        Median.State state = median.create();
        for (AggregateValue value : values) {
            median.add(state, TestEvent.of(0, "", value));
        }
        return median.result(state);
    }

    /** The twin sorts all values as decimals of any length. */
    abstract static class Contract extends StateAggregationContract<Median.State> {
        private final int limit;

        Contract(ColumnType column, int limit) {
            super(new Median(column, limit), column);
            this.limit = limit;
        }

        @Override
        AggregateValue naive(List<TestEvent> events) {
            List<BigDecimal> values = events.stream()
                    .filter(event -> !event.isNull(0))
                    .map(event -> event.value(0) instanceof OfLong number
                            ? new BigDecimal(number.value())
                            : new BigDecimal(event.doubleAt(0)))
                    .sorted()
                    .toList();
            int count = values.size();
            if (count > limit) {
                return new TooMany(limit);
            }
            if (count == 0) {
                return new Absent();
            }
            BigDecimal two = values.get((count - 1) / 2).add(values.get(count / 2));
            return new OfDouble(two.divide(BigDecimal.valueOf(2)).doubleValue());
        }
    }
}
