package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.aggregation.AggregateValue.Absent;
import dev.oriel.kernel.aggregation.AggregateValue.OfBytes;
import dev.oriel.kernel.aggregation.AggregateValue.OfDouble;
import dev.oriel.kernel.aggregation.AggregateValue.OfLong;
import dev.oriel.kernel.aggregation.AggregateValue.OfVector;
import dev.oriel.kernel.random.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random events with columns of every type: many ties of values, times and keys, equal events, nulls, and the values that break things. */
public final class TestEvents {
    /** The length of every vector made here. */
    public static final int VECTOR_LENGTH = 3;

    private static final long DAY_MILLIS = 86_400_000;
    private static final byte[][] ODD_BYTES = {{}, {0}, {0, 0}, {-1}, {-1, -1}, {127}, {-128}, {'a'}, {'a', 'b'}};
    private static final double[] ODD_DOUBLES = {
        0x1p106, 0x1p-54, -0x1p106, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, -0.0, 0.0
    };
    private static final long[] ODD_LONGS = {
        Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MIN_VALUE, Long.MIN_VALUE + 1, 1, -1, 0, 1L << 53
    };

    private TestEvents() {}

    /** {@code count} events whose columns have these types, in random order. */
    public static List<TestEvent> random(Random random, List<ColumnType> columns, int count) {
        // Everything is drawn from pools: small ones give ties, and equal events; large ones give values of their own.
        List<List<AggregateValue>> pools = new ArrayList<>();
        for (ColumnType column : columns) {
            pools.add(pool(random, column, poolSize(random, count)));
        }
        long[] times = times(random, poolSize(random, count));
        List<AggregateValue> keys = keys(random, poolSize(random, count));
        int nullsInEight = random.nextInt(3) == 0 ? random.nextInt(9) : random.nextInt(2);
        List<TestEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<AggregateValue> values = new ArrayList<>();
            for (List<AggregateValue> pool : pools) {
                values.add(random.nextInt(8) < nullsInEight ? new Absent() : pick(random, pool));
            }
            events.add(new TestEvent(
                    times[random.nextInt(times.length)], (OfBytes) pick(random, keys), List.copyOf(values)));
        }
        return events;
    }

    /** Seven events of odd values, most of them at one time and of one key, none of them null. */
    static List<TestEvent> odd(List<ColumnType> columns) {
        List<TestEvent> events = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            List<AggregateValue> values = new ArrayList<>();
            for (int column = 0; column < columns.size(); column++) {
                // Columns behind the first have each value twice, so that rows tie in them.
                values.add(odd(columns.get(column), column == 0 ? i : i / 2));
            }
            events.add(new TestEvent(i == 6 ? -1 : 0, TestEvent.bytes(i % 4 == 3 ? "b" : "a"), values));
        }
        return events;
    }

    private static AggregateValue odd(ColumnType column, int place) {
        return switch (column) {
            case NONE -> new Absent();
            case LONG -> new OfLong(ODD_LONGS[place]);
            case DOUBLE -> new OfDouble(ODD_DOUBLES[place]);
            case BYTES -> new OfBytes(ODD_BYTES[place]);
            case VECTOR ->
                new OfVector(new double[] {ODD_DOUBLES[place], -ODD_DOUBLES[place], ODD_DOUBLES[(place + 1) % 8]});
        };
    }

    private static int poolSize(Random random, int count) {
        return switch (random.nextInt(4)) {
            case 0 -> 1;
            case 1 -> 2 + random.nextInt(3);
            default -> count + 1;
        };
    }

    private static List<AggregateValue> pool(Random random, ColumnType column, int size) {
        List<AggregateValue> pool = new ArrayList<>();
        switch (column) {
            case NONE -> pool.add(new Absent());
            case LONG -> Arrays.stream(Values.longs(random, size)).forEach(value -> pool.add(new OfLong(value)));
            case DOUBLE -> Arrays.stream(Values.doubles(random, size)).forEach(value -> pool.add(new OfDouble(value)));
            case BYTES -> addBytes(random, size, pool);
            case VECTOR -> {
                for (int i = 0; i < size; i++) {
                    pool.add(new OfVector(Values.doubles(random, VECTOR_LENGTH)));
                }
            }
        }
        return pool;
    }

    private static void addBytes(Random random, int size, List<AggregateValue> pool) {
        int lengthMax = random.nextInt(10) == 0 ? 300 : 12;
        for (int i = 0; i < size; i++) {
            byte[] bytes = ODD_BYTES[random.nextInt(ODD_BYTES.length)];
            if (random.nextInt(3) > 0) {
                bytes = new byte[random.nextInt(lengthMax)];
                random.nextBytes(bytes);
            }
            pool.add(new OfBytes(bytes));
        }
    }

    private static List<AggregateValue> keys(Random random, int size) {
        List<AggregateValue> keys = new ArrayList<>();
        addBytes(random, size, keys);
        return keys;
    }

    private static long[] times(Random random, int size) {
        long[] times = new long[size];
        long start = random.nextLong(-40 * 365 * DAY_MILLIS, 60 * 365 * DAY_MILLIS);
        int shape = random.nextInt(3);
        for (int i = 0; i < size; i++) {
            times[i] = switch (shape) {
                case 0 -> start + random.nextInt(3);
                case 1 -> start + random.nextLong(30 * DAY_MILLIS);
                default -> ODD_LONGS[random.nextInt(ODD_LONGS.length)];
            };
        }
        return times;
    }

    private static AggregateValue pick(Random random, List<AggregateValue> pool) {
        return pool.get(random.nextInt(pool.size()));
    }
}
