package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.AggregationCall;
import dev.oriel.kernel.aggregation.Aggregations;
import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.aggregation.TestEvent;
import dev.oriel.kernel.aggregation.TestEvents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random layers of aggregations with states of their own beside numeric ones, and streams of events with several columns for them. */
final class StateStreams {
    /** More events than this are drawn from so many, so that approx_top_k stays within what it counts exactly. */
    private static final int DIFFERENT_EVENTS_MAX = 900;

    private static final List<ColumnType> COLUMNS =
            List.of(ColumnType.LONG, ColumnType.DOUBLE, ColumnType.BYTES, ColumnType.VECTOR);
    private static final List<ColumnType> ORDERED = List.of(ColumnType.LONG, ColumnType.DOUBLE, ColumnType.BYTES);
    private static final long[] BUCKET_MILLIS = {1, 7, 1_000, 60_000};
    private static final long DAY_MILLIS = 86_400_000;

    private StateStreams() {}

    /** A layer of up to seven aggregations over up to three columns, one of them at least with a state of its own. */
    static Layer randomLayer(Random random) {
        List<ColumnType> columns = List.of(pick(random, COLUMNS), pick(random, ORDERED), pick(random, ORDERED));
        List<Layer.Part> states = states(random, columns);
        List<Layer.Part> parts = new ArrayList<>(states.subList(0, 1 + random.nextInt(Math.min(4, states.size()))));
        List<Layer.Part> numeric = numeric(random, columns.get(0));
        parts.addAll(numeric.subList(0, random.nextInt(Math.min(4, numeric.size() + 1))));
        Collections.shuffle(parts, random);
        long bucketMillis = BUCKET_MILLIS[random.nextInt(BUCKET_MILLIS.length)];
        long origin = random.nextBoolean() ? 0 : random.nextLong(-bucketMillis, bucketMillis);
        return new Layer(new BucketGrid(bucketMillis, origin), columns, parts, false);
    }

    /** A layer whose every aggregation lets events be taken out again, one of them at least with a state of its own. */
    static Layer randomInvertibleLayer(Random random) {
        ColumnType column = pick(random, List.of(ColumnType.LONG, ColumnType.DOUBLE, ColumnType.VECTOR));
        boolean isVector = column == ColumnType.VECTOR;
        AggregationCall call = isVector
                ? AggregationCall.of("sum", column).vectorLength(TestEvents.VECTOR_LENGTH)
                : AggregationCall.of("approx_percentile", column).quantile(random.nextDouble());
        List<Layer.Part> parts = new ArrayList<>(List.of(part(call), part(AggregationCall.of("count", column))));
        if (!isVector) {
            parts.add(part(AggregationCall.of("mean", column)));
            parts.add(part(AggregationCall.of("var", column)));
        }
        Collections.shuffle(parts, random);
        return new Layer(BucketGrid.fromEpoch(1 + random.nextInt(1_000)), List.of(column), parts, false);
    }

    private static List<Layer.Part> states(Random random, List<ColumnType> columns) {
        ColumnType column = columns.get(0);
        List<Layer.Part> parts = new ArrayList<>();
        if (column == ColumnType.VECTOR) {
            for (String name : List.of("sum", "mean")) {
                parts.add(part(AggregationCall.of(name, column).vectorLength(TestEvents.VECTOR_LENGTH)));
            }
        } else {
            for (String name : List.of("first", "last", "array_agg", "count_distinct", "approx_count_distinct")) {
                parts.add(part(AggregationCall.of(name, column)));
            }
            for (String name : List.of("min_by", "max_by", "min_by_n", "max_by_n")) {
                int by = 1 + random.nextInt(2);
                parts.add(part(
                        AggregationCall.of(name, column).by(by, columns.get(by)).count(1 + random.nextInt(5))));
            }
            parts.add(part(AggregationCall.of("approx_top_k", column).count(1 + random.nextInt(20))));
            if (column != ColumnType.BYTES) {
                parts.add(part(AggregationCall.of("approx_percentile", column).quantile(random.nextDouble())));
            }
        }
        Collections.shuffle(parts, random);
        return parts;
    }

    private static List<Layer.Part> numeric(Random random, ColumnType column) {
        List<String> names = column == ColumnType.LONG || column == ColumnType.DOUBLE
                ? List.of("count", "sum", "mean", "min", "max", "var", "std")
                : List.of("count");
        List<Layer.Part> parts = new ArrayList<>();
        names.forEach(name -> parts.add(part(AggregationCall.of(name, column))));
        Collections.shuffle(parts, random);
        return parts;
    }

    static Layer.Part part(AggregationCall call) {
        return new Layer.Part(call.name(), Aggregations.of(call));
    }

    /** Up to 100 events, or 1,500 to 3,500: mostly in order, late ones, gaps, many of one bucket or of one time. */
    static List<TestEvent> randomStream(Random random, Layer layer) {
        int count = random.nextInt(12) == 0 ? 1_500 + random.nextInt(2_000) : random.nextInt(100);
        return randomStream(random, layer, count);
    }

    static List<TestEvent> randomStream(Random random, Layer layer, int count) {
        List<TestEvent> values = TestEvents.random(random, layer.columns(), Math.min(count, DIFFERENT_EVENTS_MAX));
        BucketGrid grid = layer.grid();
        long bucketMillis = grid.bucketMillis();
        int staysInEight = random.nextInt(3) == 0 ? 6 : 1;
        long time = random.nextLong(-40 * 365 * DAY_MILLIS, 60 * 365 * DAY_MILLIS);
        List<TestEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (random.nextInt(8) >= staysInEight) {
                time += random.nextLong(1, 2 * bucketMillis + 1);
            }
            long at = switch (random.nextInt(12)) {
                case 0 -> time - random.nextLong(300 * bucketMillis);
                case 1 -> grid.startMillis(grid.bucketOf(time)) + random.nextInt(3) - 1;
                case 2 -> random.nextInt(60) == 0 ? time += 3 * 365 * DAY_MILLIS : time;
                default -> time;
            };
            events.add((i < values.size() ? values.get(i) : pick(random, values)).at(at));
        }
        return events;
    }

    /** Adds the events in edits of up to 200. */
    static Timeline addInBatches(Timeline start, List<TestEvent> events, Random random) {
        Timeline timeline = start;
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(200));
            TimelineEditor editor = timeline.edit();
            events.subList(from, to).forEach(event -> add(editor, event));
            timeline = editor.publish();
            from = to;
        }
        return timeline;
    }

    static void add(TimelineEditor editor, TestEvent event) {
        if (!editor.add(event)) {
            throw new AssertionError("its bucket was not dropped, yet the editor refused " + event);
        }
    }

    /** What one aggregating the events of a run of buckets by themselves would find. */
    static Fold naive(Layer layer, List<TestEvent> events, long fromBucket, long toBucket) {
        Accumulator accumulator = new Accumulator(new AggregationSet(layer.columns(), layer.parts()));
        eventsIn(layer, events, fromBucket, toBucket).forEach(accumulator::add);
        return accumulator.result();
    }

    static List<TestEvent> eventsIn(Layer layer, List<TestEvent> events, long fromBucket, long toBucket) {
        return events.stream()
                .filter(event -> bucketOf(layer, event) >= fromBucket && bucketOf(layer, event) <= toBucket)
                .toList();
    }

    /** By the definition, rather than by the grid. */
    static long bucketOf(Layer layer, TestEvent event) {
        BucketGrid grid = layer.grid();
        return Math.floorDiv(event.millis() - grid.originMillis(), grid.bucketMillis());
    }

    /** The bucket of some event, or one beside it. */
    static long randomBucket(Random random, Layer layer, List<TestEvent> events) {
        return events.isEmpty() ? 0 : bucketOf(layer, pick(random, events)) + random.nextInt(3) - 1;
    }

    static <T> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
