package dev.oriel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.aggregation.Aggregations;
import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final long DAY_MILLIS = 86_400_000;
    private static final String[] ALL = {"count", "sum", "mean", "min", "max"};

    @Test
    void B066_fold_randomStreams_equalsNaiveTwin() {
        Seeds.forEach(400, random -> {
            Layer layer = Streams.randomLayer(random);
            List<Event> events = Streams.randomStream(random, layer);
            Timeline timeline = Streams.addInBatches(layer, events, random);
            assertThat(timeline.bucketCount()).isEqualTo(Math.toIntExact(Streams.bucketCount(layer, events)));
            for (int query = 0; query < 12; query++) {
                long now = Streams.randomNow(random, layer, events);
                long window = Streams.randomWindow(random, layer);
                long first = layer.grid().firstBucket(now, window);
                long last = layer.grid().lastBucket(now);
                assertFold(timeline.fold(first, last), layer, Streams.eventsIn(layer, events, first, last));
            }
        });
    }

    @Test
    void B082_fold_severalWindowsAtOnce_equalsEachAlone() {
        Seeds.forEach(200, random -> {
            Layer layer = Streams.randomLayer(random);
            List<Event> events = Streams.randomStream(random, layer);
            Timeline timeline = Streams.addInBatches(layer, events, random);
            long now = Streams.randomNow(random, layer, events);
            long last = layer.grid().lastBucket(now);
            long[] firsts = new long[random.nextInt(6)];
            for (int i = 0; i < firsts.length; i++) {
                firsts[i] = layer.grid().firstBucket(now, Streams.randomWindow(random, layer)) + random.nextInt(3);
            }
            long[] given = firsts.clone();
            Fold[] folds = timeline.fold(firsts, last);
            assertThat(firsts).isEqualTo(given);
            assertThat(folds).hasSameSizeAs(firsts);
            for (int i = 0; i < firsts.length; i++) {
                assertFold(folds[i], layer, Streams.eventsIn(layer, events, firsts[i], last));
            }
        });
    }

    @Test
    void B066_fold_windowCutsBucket_includesWholeBucket() {
        Layer layer = Layer.of(BucketGrid.fromEpoch(1_000), ColumnType.LONG, "sum");
        TimelineEditor editor = Timeline.empty(layer).edit();
        for (long edge : new long[] {0, 1_000, 2_000, 3_000}) {
            editor.addLong(edge - 1, 1);
            editor.addLong(edge, 10);
            editor.addLong(edge + 1, 100);
        }
        Timeline timeline = editor.publish();
        BucketGrid grid = layer.grid();
        // A window of two buckets that ends with a bucket uses just those.
        assertThat(sum(timeline, grid.firstBucket(2_999, 2_000), grid.lastBucket(2_999)))
                .isEqualTo(222);
        // A millisecond later, and anywhere within the next bucket, it overlaps three: the oldest and the newest count
        // whole.
        for (long now : new long[] {3_000, 3_001, 3_500, 3_998}) {
            assertThat(sum(timeline, grid.firstBucket(now, 2_000), grid.lastBucket(now)))
                    .as("at %d", now)
                    .isEqualTo(332);
        }
        assertThat(sum(timeline, grid.firstBucket(3_999, 2_000), grid.lastBucket(3_999)))
                .isEqualTo(221);
        assertThat(sum(timeline, grid.firstBucket(-1, 1_000), grid.lastBucket(-1)))
                .isEqualTo(1);
    }

    @Test
    void B067_fold_90Days_usesReportedBucketsAtTheEndOfABucketAndOneMoreElsewhere() {
        for (long bucketMillis : new long[] {DAY_MILLIS, 60_000}) {
            BucketGrid grid = BucketGrid.fromEpoch(bucketMillis);
            Layer layer = Layer.of(grid, ColumnType.NONE, "count");
            TimelineEditor editor = Timeline.empty(layer).edit();
            long boundary = 20_000 * DAY_MILLIS;
            for (long at = boundary - 91 * DAY_MILLIS; at < boundary + DAY_MILLIS; at += bucketMillis) {
                editor.addRow(at);
            }
            Timeline timeline = editor.publish();
            int reported = bucketMillis == DAY_MILLIS ? 90 : 129_600;
            assertThat(bucketsUsed(timeline, boundary - 1)).isEqualTo(reported);
            assertThat(bucketsUsed(timeline, boundary)).isEqualTo(reported + 1);
            assertThat(bucketsUsed(timeline, boundary + 1)).isEqualTo(reported + 1);
            assertThat(bucketsUsed(timeline, boundary + bucketMillis / 2)).isEqualTo(reported + 1);
        }
    }

    @Test
    void B071_fold_layerOfSeveralAggregations_answersEachFromTheSameBuckets() {
        Layer layer = new Layer(
                BucketGrid.fromEpoch(1_000),
                ColumnType.DOUBLE,
                List.of(
                        new Layer.Part("total", Aggregations.of("sum", ColumnType.DOUBLE)),
                        new Layer.Part("rows", Aggregations.of("count", ColumnType.DOUBLE))));
        TimelineEditor editor = Timeline.empty(layer).edit();
        editor.addDouble(0, 1.5);
        editor.addNull(5_000);
        Fold fold = editor.publish().fold(0, 5);
        assertThat(fold.value("total")).isEqualTo(fold.value(0)).isEqualTo(new AggregateValue.OfDouble(1.5));
        assertThat(fold.value("rows")).isEqualTo(fold.value(1)).isEqualTo(new AggregateValue.OfLong(2));
        assertThat(fold.bucketsUsed()).isEqualTo(2);
        assertThatThrownBy(() -> fold.value("sum"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[total, rows]");
    }

    @Test
    void B080_add_lateEvent_changesItsOwnBucketOnly() {
        Layer layer = Layer.of(BucketGrid.fromEpoch(1_000), ColumnType.LONG, "sum");
        TimelineEditor editor = Timeline.empty(layer).edit();
        editor.addLong(1_000, 1);
        editor.addLong(9_000, 2);
        Timeline before = editor.publish();
        TimelineEditor late = before.edit();
        late.addLong(1_999, 10);
        late.addLong(5_000, 100);
        assertThat(MemoryBuckets.changesOf(late)).containsExactly(1L, 5L);
        Timeline after = late.publish();
        assertThat(sum(after, 1, 1)).isEqualTo(11);
        assertThat(sum(after, 5, 5)).isEqualTo(100);
        assertThat(sum(after, 9, 9)).isEqualTo(2);
        assertThat(sum(before, 0, 9)).isEqualTo(3);
    }

    @Test
    void B080_add_lateEventsInAnyOrderIntoAGap_fillLeaves() {
        Layer layer = Layer.of(BucketGrid.fromEpoch(1_000), ColumnType.LONG, "sum");
        for (int order = 0; order < 3; order++) {
            TimelineEditor editor = Timeline.empty(layer).editUntracked();
            // The gap lies just between two full leaves.
            for (int bucket = 0; bucket < 31 * Leaf.ENTRIES_MAX; bucket++) {
                editor.addLong(bucket * 1_000L, 1);
            }
            for (int bucket = 100_000; bucket < 101_000; bucket++) {
                editor.addLong(bucket * 1_000L, 1);
            }
            for (int i = 0; i < 20_000; i++) {
                int bucket = order == 0 ? i : order == 1 ? 20_000 - i : i * 7_919 % 20_000;
                editor.addLong((2_000L + bucket) * 1_000, 1);
            }
            TreeChecker.Shape shape = TreeChecker.check(layer, editor);
            assertThat(shape.leaves()).isLessThan(2 * shape.entries() / Leaf.ENTRIES_MAX);
        }
    }

    @Test
    void B069_dropBefore_expiredBuckets_leaveNothing() {
        Layer layer = Layer.of(BucketGrid.fromEpoch(1_000), ColumnType.LONG, ALL);
        TimelineEditor editor = Timeline.empty(layer).edit();
        for (int second = 0; second < 10; second++) {
            editor.addLong(second * 1_000L, second);
        }
        Timeline timeline = editor.publish();
        TimelineEditor expiring = timeline.edit();
        assertThat(expiring.addLong(2_000, 50)).isTrue();
        expiring.dropBefore(4);
        assertThat(expiring.addLong(3_999, 50))
                .as("an event for a dropped bucket")
                .isFalse();
        assertThat(expiring.addLong(4_000, 50)).isTrue();
        List<Long> removed = new ArrayList<>();
        MemoryBuckets store = MemoryBuckets.of(timeline);
        store.follow(expiring, removed::add);
        assertThat(removed).containsExactly(0L, 1L, 2L, 3L);
        assertThat(store.buckets()).containsExactly(4L, 5L, 6L, 7L, 8L, 9L);
        Timeline left = expiring.publish();
        assertThat(left.firstBucket()).isEqualTo(4);
        assertThat(left.bucketCount()).isEqualTo(6);
        assertThat(sum(left, 0, 9)).isEqualTo(4 + 50 + 5 + 6 + 7 + 8 + 9);
        TimelineEditor all = left.edit();
        all.dropBefore(Long.MAX_VALUE);
        assertThat(all.publish().isEmpty()).isTrue();
    }

    @Test
    void publish_nothingAdded_isTheVersionBefore() {
        Timeline timeline = Timeline.empty(Layer.of(BucketGrid.fromEpoch(1_000), ColumnType.NONE, "count"));
        assertThat(timeline.edit().publish()).isSameAs(timeline);
    }

    @Test
    void fold_noBuckets_givesValuesOfNoEvents() {
        Layer layer = Layer.of(BucketGrid.fromEpoch(1_000), ColumnType.DOUBLE, ALL);
        TimelineEditor editor = Timeline.empty(layer).edit();
        editor.addDouble(0, 1);
        Timeline timeline = editor.publish();
        assertFold(timeline.fold(1, 5), layer, List.of());
        assertFold(timeline.fold(-5, -1), layer, List.of());
        assertFold(timeline.fold(1, -1), layer, List.of());
        assertFold(Timeline.empty(layer).fold(Long.MIN_VALUE, Long.MAX_VALUE), layer, List.of());
        assertThat(timeline.fold(Long.MIN_VALUE, Long.MAX_VALUE).bucketsUsed()).isEqualTo(1);
    }

    @Test
    void editor_misused_isRefusedInWords() {
        Timeline longs = Timeline.empty(Layer.of(BucketGrid.fromEpoch(1_000), ColumnType.LONG, "sum"));
        TimelineEditor editor = longs.edit();
        assertThatThrownBy(() -> editor.addDouble(0, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("type LONG");
        assertThatThrownBy(() -> editor.addRow(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("type LONG");
        editor.addLong(0, 1);
        editor.publish();
        assertThatThrownBy(() -> editor.addLong(0, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("published");
        assertThatThrownBy(() -> editor.dropBefore(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(editor::publish).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(longs::firstBucket)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("empty");
        Timeline rows = Timeline.empty(Layer.of(BucketGrid.fromEpoch(1_000), ColumnType.NONE, "count"));
        assertThatThrownBy(() -> rows.edit().addNull(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void D10_addDouble_notFinite_isRefusedAndLeavesNothing() {
        TimelineEditor editor = Timeline.empty(Layer.of(BucketGrid.fromEpoch(1_000), ColumnType.DOUBLE, "count"))
                .edit();
        assertThatThrownBy(() -> editor.addDouble(0, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> editor.addDouble(0, Double.NEGATIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(editor.publish().isEmpty()).isTrue();
    }

    private static void assertFold(Fold fold, Layer layer, List<Event> events) {
        for (Layer.Part part : layer.parts()) {
            AggregateValue expected = Naive.result(part.aggregation().name(), layer.column(), events);
            assertThat(fold.value(part.id())).as("%s of %s", part.id(), events).isEqualTo(expected);
        }
        assertThat((long) fold.bucketsUsed()).isEqualTo(Streams.bucketCount(layer, events));
    }

    private static long sum(Timeline timeline, long fromBucket, long toBucket) {
        return switch (timeline.fold(fromBucket, toBucket).value("sum")) {
            case AggregateValue.OfLong sum -> sum.value();
            case AggregateValue other -> throw new AssertionError("not a sum of longs: " + other);
        };
    }

    private static int bucketsUsed(Timeline timeline, long nowMillis) {
        BucketGrid grid = timeline.layer().grid();
        return timeline.fold(grid.firstBucket(nowMillis, 90 * DAY_MILLIS), grid.lastBucket(nowMillis))
                .bucketsUsed();
    }
}
