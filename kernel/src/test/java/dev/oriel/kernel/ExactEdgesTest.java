package dev.oriel.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Layers that keep their events in buckets of one millisecond: windows are exact at both edges. */
class ExactEdgesTest {
    private static final BucketGrid MILLIS = BucketGrid.fromEpoch(1);
    private static final String[] NAMES = {"count", "sum", "mean", "min", "max", "var", "std"};

    @Test
    void D5_D7_fold_atEveryEventAndAMillisecondBesideIt_equalsTheFilterOfEvents() {
        Seeds.forEach(12, random -> {
            Layer layer = Layer.of(MILLIS, random.nextBoolean() ? ColumnType.LONG : ColumnType.DOUBLE, NAMES)
                    .keepingEvents();
            List<Event> events = events(random, layer, 90);
            Timeline timeline = Streams.addInBatches(layer, events, random);
            for (Event event : events) {
                for (long edge = event.millis() - 1; edge <= event.millis() + 1; edge++) {
                    // The edge is the window's end, then its start.
                    long window = 1 + random.nextLong(random.nextBoolean() ? 5 : 4_000);
                    assertWindow(timeline, layer, events, edge, window);
                    assertWindow(timeline, layer, events, edge + window, window);
                }
            }
        });
    }

    @Test
    void D5_D7_fold_severalWindowsAtOnce_equalTheFiltersOfEvents() {
        Seeds.forEach(20, random -> {
            Layer layer = Layer.of(MILLIS, ColumnType.LONG, NAMES).keepingEvents();
            List<Event> events = events(random, layer, 2_000);
            Timeline timeline = Streams.addInBatches(layer, events, random);
            for (int i = 0; i < 20; i++) {
                long now = events.get(random.nextInt(events.size())).millis() + random.nextInt(3) - 1;
                long[] windows = new long[1 + random.nextInt(5)];
                long[] froms = new long[windows.length];
                for (int w = 0; w < windows.length; w++) {
                    long other = events.get(random.nextInt(events.size())).millis() + random.nextInt(3) - 1;
                    windows[w] = Math.max(1, Math.min(now - other, 3_000));
                    froms[w] = MILLIS.firstBucket(now, windows[w]);
                }
                Fold[] folds = timeline.fold(froms, MILLIS.lastBucket(now));
                for (int w = 0; w < windows.length; w++) {
                    assertFold(folds[w], layer, inWindow(events, now, windows[w]));
                }
            }
        });
    }

    @Test
    void D5_fold_eventsAtBothEdges_countsTheEndAndNotTheStart() {
        Layer layer = Layer.of(MILLIS, ColumnType.LONG, "sum").keepingEvents();
        TimelineEditor editor = Timeline.empty(layer).edit();
        long now = -500;
        editor.addLong(now - 1_001, 1);
        editor.addLong(now - 1_000, 10);
        editor.addLong(now - 999, 100);
        editor.addLong(now, 1_000);
        editor.addLong(now, 10_000);
        editor.addLong(now + 1, 100_000);
        Fold fold = editor.publish().fold(MILLIS.firstBucket(now, 1_000), MILLIS.lastBucket(now));
        assertThat(fold.value("sum")).isEqualTo(new AggregateValue.OfLong(11_100));
        assertThat(fold.bucketsUsed()).isEqualTo(3);
    }

    private static void assertWindow(Timeline timeline, Layer layer, List<Event> events, long now, long window) {
        Fold fold = timeline.fold(MILLIS.firstBucket(now, window), MILLIS.lastBucket(now));
        assertFold(fold, layer, inWindow(events, now, window));
    }

    private static List<Event> inWindow(List<Event> events, long now, long window) {
        return events.stream()
                .filter(event -> event.millis() > now - window && event.millis() <= now)
                .toList();
    }

    private static void assertFold(Fold fold, Layer layer, List<Event> expected) {
        for (String name : NAMES) {
            assertThat(fold.value(name)).as(name).isEqualTo(Naive.result(name, layer.column(), expected));
        }
        assertThat(fold.bucketsUsed()).isEqualTo(expected.size());
    }

    /** Close together, often several at once, in any order, and with a gap now and then that no leaf spans. */
    private static List<Event> events(Random random, Layer layer, int count) {
        List<Event> events = new ArrayList<>();
        long millis = random.nextLong(-100_000_000_000L, 100_000_000_000L);
        for (Event event : Event.random(random, layer.column(), 1 + random.nextInt(count))) {
            millis += switch (random.nextInt(9)) {
                case 0, 1, 2 -> 0;
                case 3 -> random.nextInt(30) == 0 ? 1L << 31 : 1;
                case 4 -> -random.nextInt(500);
                default -> random.nextInt(4);
            };
            events.add(event.at(millis));
        }
        return events;
    }
}
