package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.aggregation.EventBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random layers, streams of events and queries, and the naive answer to which events a run of buckets holds. */
final class Streams {
    private static final long DAY_MILLIS = 86_400_000;
    private static final String[] ALL_NAMES = {"count", "sum", "mean", "min", "max"};

    private Streams() {}

    static Layer randomLayer(Random random) {
        long bucketMillis = new long[] {1, 7, 1_000, 60_000, DAY_MILLIS}[random.nextInt(5)];
        long origin = random.nextBoolean() ? 0 : random.nextLong(-bucketMillis, bucketMillis);
        ColumnType column =
                List.of(ColumnType.NONE, ColumnType.LONG, ColumnType.DOUBLE).get(random.nextInt(3));
        String[] names = column == ColumnType.NONE ? new String[] {"count"} : ALL_NAMES;
        return Layer.of(new BucketGrid(bucketMillis, origin), column, names);
    }

    /** Runs, equal times, gaps of years, late events, the milliseconds round bucket edges, from before 1970 on. */
    static List<Event> randomStream(Random random, Layer layer) {
        BucketGrid grid = layer.grid();
        long bucketMillis = grid.bucketMillis();
        int count = random.nextInt(10) == 0 ? 2_000 : random.nextInt(120);
        long time = random.nextLong(-40 * 365 * DAY_MILLIS, 60 * 365 * DAY_MILLIS);
        List<Event> events = new ArrayList<>();
        for (Event value : Event.random(random, layer.column(), count)) {
            long at = switch (random.nextInt(8)) {
                case 0 -> time += bucketMillis;
                case 1 -> time - random.nextLong(20 * bucketMillis);
                case 2 -> grid.startMillis(grid.bucketOf(time)) + random.nextInt(3) - 1;
                case 3 -> random.nextInt(20) == 0 ? time += 3 * 365 * DAY_MILLIS : time;
                case 4 -> time += random.nextLong(3 * bucketMillis);
                default -> time;
            };
            events.add(value.at(at));
        }
        return events;
    }

    static long randomNow(Random random, Layer layer, List<Event> events) {
        long near =
                events.isEmpty() ? 0 : events.get(random.nextInt(events.size())).millis();
        long boundary = layer.grid().startMillis(layer.grid().bucketOf(near));
        return switch (random.nextInt(3)) {
            case 0 -> boundary + random.nextInt(3) - 1;
            case 1 -> boundary + layer.grid().bucketMillis() / 2;
            default -> near;
        };
    }

    static long randomWindow(Random random, Layer layer) {
        long buckets = random.nextLong(1, random.nextBoolean() ? 6 : 2_001);
        return buckets * layer.grid().bucketMillis() + (random.nextInt(4) == 0 ? random.nextInt(2) : 0);
    }

    static Timeline addInBatches(Layer layer, List<Event> events, Random random) {
        Timeline timeline = Timeline.empty(layer);
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(200));
            TimelineEditor editor = timeline.edit();
            events.subList(from, to).forEach(event -> add(editor, layer, event));
            timeline = editor.publish();
            from = to;
        }
        return timeline;
    }

    static void add(TimelineEditor editor, Layer layer, Event event) {
        boolean added;
        if (layer.column() == ColumnType.NONE) {
            added = editor.addRow(event.millis());
        } else if (!event.hasValue()) {
            added = editor.addNull(event.millis());
        } else if (layer.column() == ColumnType.LONG) {
            added = editor.addLong(event.millis(), event.valueBits());
        } else {
            added = editor.addDouble(event.millis(), event.asDouble());
        }
        if (!added) {
            throw new AssertionError("nothing was dropped, yet the editor refused " + event);
        }
    }

    /** The event as the kernel takes it. */
    static EventBuffer fill(EventBuffer buffer, Layer layer, Event event) {
        buffer.start(event.millis());
        if (event.hasValue() && layer.column() == ColumnType.LONG) {
            buffer.setLong(0, event.valueBits());
        } else if (event.hasValue() && layer.column() == ColumnType.DOUBLE) {
            buffer.setDouble(0, event.asDouble());
        }
        return buffer;
    }

    /** The events of a run of buckets, found by comparing each with the edges of each bucket's definition. */
    static List<Event> eventsIn(Layer layer, List<Event> events, long fromBucket, long toBucket) {
        BucketGrid grid = layer.grid();
        long fromMillis = grid.originMillis() + fromBucket * grid.bucketMillis();
        long toMillis = grid.originMillis() + (toBucket + 1) * grid.bucketMillis();
        return events.stream()
                .filter(event -> event.millis() >= fromMillis && event.millis() < toMillis)
                .toList();
    }

    static long bucketCount(Layer layer, List<Event> events) {
        return events.stream()
                .map(event -> Math.floorDiv(
                        event.millis() - layer.grid().originMillis(),
                        layer.grid().bucketMillis()))
                .distinct()
                .count();
    }
}
