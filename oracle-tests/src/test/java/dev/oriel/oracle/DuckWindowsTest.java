package dev.oriel.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.oriel.kernel.BucketGrid;
import dev.oriel.kernel.Fold;
import dev.oriel.kernel.Layer;
import dev.oriel.kernel.Timeline;
import dev.oriel.kernel.TimelineEditor;
import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.aggregation.ColumnType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Windows over random streams hold what DuckDB says that they hold; {@code -Doriel.seed=…} asks about one stream alone. */
@SuppressWarnings("NullAway.Init") // JUnit calls the method that fills the tables before each test.
class DuckWindowsTest {
    private static final int STREAMS = 40;
    private static final String[] OF_NUMBERS = {"count", "sum", "mean", "min", "max", "var", "std"};
    private static final String[] OF_FLAGS = {"count", "any", "all"};
    /** DuckDB's moments are rounded at every step. */
    private static final double RELATIVE_ERROR_MAX = 1e-12;

    private static List<RandomStream> streams;
    private static DuckOracle oracle;

    @BeforeAll
    static void load() throws SQLException {
        Long seed = Long.getLong("oriel.seed");
        LongStream seeds = seed == null ? LongStream.range(0, STREAMS) : LongStream.of(seed);
        streams = seeds.mapToObj(RandomStream::of).toList();
        oracle = DuckOracle.of(streams);
    }

    @AfterAll
    static void close() throws SQLException {
        oracle.close();
    }

    @Test
    void B066_D6_B050_B051_B052_B053_B054_windowOverBuckets_equalsSqlOverTheEventsOfTheBucketsItOverlaps()
            throws SQLException {
        check(oracle.answers(DuckOracle.BUCKETS_THAT_OVERLAP), false);
    }

    @Test
    void D5_D7_windowOverEventsThatAreKept_equalsSqlToTheMillisecond() throws SQLException {
        check(oracle.answers(DuckOracle.TO_THE_MILLISECOND), true);
    }

    private static void check(List<Map<String, @Nullable Object>> expected, boolean exact) {
        int next = 0;
        long events = 0;
        for (RandomStream stream : streams) {
            BucketGrid grid =
                    exact ? BucketGrid.fromEpoch(1) : new BucketGrid(stream.bucketMillis(), stream.originMillis());
            Windows windows = Windows.of(stream, grid, exact);
            for (RandomStream.Question question : stream.questions()) {
                Map<String, @Nullable Object> answer = expected.get(next++);
                assertEqual(stream, question, windows.answer(question), answer);
                events += (Long) answer.getOrDefault("count", 0L);
            }
        }
        assertThat(next).isEqualTo(expected.size());
        assertThat(events).as("events in all windows").isGreaterThan(next);
    }

    private static void assertEqual(
            RandomStream stream,
            RandomStream.Question question,
            Map<String, @Nullable Object> actual,
            Map<String, @Nullable Object> expected) {
        assertThat(actual.keySet()).containsExactlyElementsOf(expected.keySet());
        actual.forEach((name, value) -> {
            Object wanted = expected.get(name);
            String what = name + ", " + question + ", replay with -Doriel.seed=" + stream.seed();
            if (value instanceof Double number && wanted instanceof Double near && !name.endsWith("sum")) {
                assertThat(number).as(what).isCloseTo(near, within(Math.abs(near) * RELATIVE_ERROR_MAX));
            } else {
                assertThat(value).as(what).isEqualTo(wanted);
            }
        });
    }

    /** The kernel's timelines of one stream, one for each column. */
    private record Windows(BucketGrid grid, Timeline counted, Timeline amounts, Timeline flags) {
        static Windows of(RandomStream stream, BucketGrid grid, boolean keepsEvents) {
            Timeline counted = Timeline.empty(layer(grid, ColumnType.LONG, keepsEvents, OF_NUMBERS));
            Timeline amounts = Timeline.empty(layer(grid, ColumnType.DOUBLE, keepsEvents, OF_NUMBERS));
            Timeline flags = Timeline.empty(layer(grid, ColumnType.LONG, keepsEvents, OF_FLAGS));
            var random = new Random(stream.seed());
            List<RandomStream.Row> rows = stream.rows();
            for (int from = 0; from < rows.size(); ) {
                int to = Math.min(rows.size(), from + 1 + random.nextInt(100));
                List<RandomStream.Row> batch = rows.subList(from, to);
                counted = add(counted, batch, (editor, row) -> addLong(editor, row, row.count()));
                amounts = add(amounts, batch, Windows::addAmount);
                flags = add(flags, batch, (editor, row) -> addLong(editor, row, flag(row)));
                from = to;
            }
            return new Windows(grid, counted, amounts, flags);
        }

        private static Layer layer(BucketGrid grid, ColumnType column, boolean keepsEvents, String... names) {
            Layer layer = Layer.of(grid, column, names);
            return keepsEvents ? layer.keepingEvents() : layer;
        }

        private interface Adding {
            boolean add(TimelineEditor editor, RandomStream.Row row);
        }

        private static Timeline add(Timeline timeline, List<RandomStream.Row> rows, Adding adding) {
            TimelineEditor editor = timeline.edit();
            for (RandomStream.Row row : rows) {
                assertThat(adding.add(editor, row)).as("taken: %s", row).isTrue();
            }
            return editor.publish();
        }

        private static boolean addLong(TimelineEditor editor, RandomStream.Row row, @Nullable Long value) {
            return value == null ? editor.addNull(row.atMillis()) : editor.addLong(row.atMillis(), value);
        }

        private static boolean addAmount(TimelineEditor editor, RandomStream.Row row) {
            Double amount = row.amount();
            return amount == null ? editor.addNull(row.atMillis()) : editor.addDouble(row.atMillis(), amount);
        }

        private static @Nullable Long flag(RandomStream.Row row) {
            Boolean flag = row.flag();
            return flag == null ? null : flag ? 1L : 0L;
        }

        /** By the names of DuckDB's columns. */
        Map<String, @Nullable Object> answer(RandomStream.Question question) {
            long from = grid.firstBucket(question.nowMillis(), question.windowMillis());
            long to = grid.lastBucket(question.nowMillis());
            Fold ofCounted = counted.fold(from, to);
            Fold ofAmounts = amounts.fold(from, to);
            Fold ofFlags = flags.fold(from, to);
            var counts = new ArrayList<@Nullable Object>();
            var answer = new LinkedHashMap<String, @Nullable Object>();
            for (Fold fold : List.of(ofCounted, ofAmounts, ofFlags)) {
                counts.add(value(fold.value("count")));
            }
            assertThat(counts).as("rows counted by the three columns").containsOnly(counts.getFirst());
            answer.put("count", counts.getFirst());
            for (int i = 1; i < OF_NUMBERS.length; i++) {
                answer.put("counted " + OF_NUMBERS[i], value(ofCounted.value(i)));
            }
            for (int i = 1; i < OF_NUMBERS.length; i++) {
                answer.put("amount " + OF_NUMBERS[i], value(ofAmounts.value(i)));
            }
            for (int i = 1; i < OF_FLAGS.length; i++) {
                answer.put("flag " + OF_FLAGS[i], value(ofFlags.value(i)));
            }
            return answer;
        }

        private static @Nullable Object value(AggregateValue value) {
            return switch (value) {
                case AggregateValue.OfLong number -> number.value();
                case AggregateValue.OfDouble number -> number.value();
                case AggregateValue.Absent absent -> null;
                case AggregateValue.OfBytes other -> throw unexpected(other);
                case AggregateValue.OfVector other -> throw unexpected(other);
                case AggregateValue.OfList other -> throw unexpected(other);
                case AggregateValue.Overflow other -> throw unexpected(other);
                case AggregateValue.TooMany other -> throw unexpected(other);
                case AggregateValue.NotKept other -> throw unexpected(other);
            };
        }

        private static AssertionError unexpected(AggregateValue value) {
            return new AssertionError("numbers make no " + value);
        }
    }
}
