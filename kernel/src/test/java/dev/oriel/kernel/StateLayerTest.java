package dev.oriel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.kernel.aggregation.Accuracy;
import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.aggregation.AggregationCall;
import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.aggregation.EventBuffer;
import dev.oriel.kernel.aggregation.StateAggregation;
import dev.oriel.kernel.aggregation.TestEvent;
import dev.oriel.kernel.random.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Timelines of layers in which aggregations have states of their own, against the same aggregations over plain lists of events. */
class StateLayerTest {
    private static final BucketGrid GRID = BucketGrid.fromEpoch(1_000);

    @Test
    void D11_fold_randomStateLayers_equalsTheEventsAggregatedAlone() {
        Seeds.forEach(250, random -> {
            Layer layer = randomLayer(random);
            List<TestEvent> events = StateStreams.randomStream(random, layer);
            Timeline timeline = StateStreams.addInBatches(Timeline.empty(layer), events, random);
            for (int query = 0; query < 6; query++) {
                assertFold(timeline, layer, events, random);
            }
        });
    }

    @Test
    void D11_fold_treeOfThreeLevels_equalsTheEventsAggregatedAlone() {
        Seeds.forEach(2, random -> {
            Layer layer = new Layer(
                    GRID,
                    List.of(ColumnType.LONG, ColumnType.BYTES),
                    List.of(
                            StateStreams.part(AggregationCall.of("min_by", ColumnType.LONG)
                                    .by(1, ColumnType.BYTES)),
                            StateStreams.part(AggregationCall.of("last", ColumnType.LONG)),
                            StateStreams.part(AggregationCall.of("sum", ColumnType.LONG))),
                    false);
            List<TestEvent> events = StateStreams.randomStream(random, layer, 40_000);
            Timeline timeline = StateStreams.addInBatches(Timeline.empty(layer), events, random);
            assertThat(timeline.bucketCount())
                    .as("more than two levels of nodes over leaves hold")
                    .isGreaterThan(Leaf.ENTRIES_MAX * Node.CHILDREN_MAX * Node.CHILDREN_MAX);
            for (int query = 0; query < 20; query++) {
                assertFold(timeline, layer, events, random);
            }
        });
    }

    @Test
    void B082_fold_severalWindowsOfStateLayers_equalsEachAlone() {
        Seeds.forEach(150, random -> {
            Layer layer = randomLayer(random);
            List<TestEvent> events = StateStreams.randomStream(random, layer);
            Timeline timeline = StateStreams.addInBatches(Timeline.empty(layer), events, random);
            long to = StateStreams.randomBucket(random, layer, events);
            long[] froms = new long[random.nextInt(6)];
            for (int i = 0; i < froms.length; i++) {
                froms[i] = StateStreams.randomBucket(random, layer, events);
            }
            Fold[] folds = timeline.fold(froms, to);
            assertThat(folds).hasSameSizeAs(froms);
            for (int i = 0; i < folds.length; i++) {
                assertSame(folds[i], StateStreams.naive(layer, events, froms[i], to), layer);
            }
        });
    }

    @Test
    void B069_B083_edits_thatAddAndDrop_areFollowedByAStoreAndRestored() {
        Seeds.forEach(120, random -> {
            Layer layer = randomLayer(random);
            List<TestEvent> events = StateStreams.randomStream(random, layer);
            List<TestEvent> kept = new ArrayList<>();
            MemoryBuckets store = new MemoryBuckets();
            Timeline timeline = Timeline.empty(layer);
            for (int from = 0; from < events.size(); ) {
                int to = Math.min(events.size(), from + 1 + random.nextInt(80));
                TimelineEditor editor = timeline.edit();
                int dropAfter = random.nextInt(3) == 0 ? from + random.nextInt(to - from) : -1;
                long firstKept = Long.MIN_VALUE;
                for (TestEvent event : events.subList(from, to)) {
                    boolean isKept = StateStreams.bucketOf(layer, event) >= firstKept;
                    assertThat(editor.add(event)).isEqualTo(isKept);
                    if (isKept) {
                        kept.add(event);
                    }
                    if (dropAfter == from++) {
                        firstKept = StateStreams.randomBucket(random, layer, kept);
                        editor.dropBefore(firstKept);
                        long first = firstKept;
                        kept.removeIf(each -> StateStreams.bucketOf(layer, each) < first);
                    }
                }
                store.follow(editor, bucket -> {});
                timeline = editor.publish();
                assertFold(timeline, layer, kept, random);
            }
            store.assertSameAs(MemoryBuckets.of(timeline));
            store.assertSameAs(MemoryBuckets.of(StateStreams.addInBatches(Timeline.empty(layer), kept, random)));
            Timeline restored = store.restore(layer);
            store.assertSameAs(MemoryBuckets.of(restored));
            assertFold(restored, layer, kept, random);
            // A restored timeline goes on like the one that was stored.
            List<TestEvent> more = StateStreams.randomStream(random, layer, 40);
            MemoryBuckets.of(StateStreams.addInBatches(restored, more, random))
                    .assertSameAs(MemoryBuckets.of(StateStreams.addInBatches(timeline, more, random)));
        });
    }

    @Test
    void D11_publish_anyOrderAndBatching_givesEqualBytesOfStates() {
        Seeds.forEach(80, random -> {
            Layer layer = randomLayer(random);
            List<TestEvent> events = StateStreams.randomStream(random, layer);
            MemoryBuckets inOrder = MemoryBuckets.of(StateStreams.addInBatches(Timeline.empty(layer), events, random));
            Collections.shuffle(events, random);
            MemoryBuckets.of(StateStreams.addInBatches(Timeline.empty(layer), events, random))
                    .assertSameAs(inOrder);
        });
    }

    @Test
    void publish_laterEditsOfStates_neverChangeAVersionAReaderHolds() {
        Seeds.forEach(60, random -> {
            Layer layer = randomLayer(random);
            List<TestEvent> events = StateStreams.randomStream(random, layer, random.nextInt(700));
            List<Timeline> versions = new ArrayList<>();
            List<MemoryBuckets> contents = new ArrayList<>();
            List<Fold> folds = new ArrayList<>();
            Timeline timeline = Timeline.empty(layer);
            int batch = 1 + random.nextInt(60);
            for (int from = 0; from < events.size(); from += batch) {
                TimelineEditor editor = timeline.edit();
                List<TestEvent> added = events.subList(from, Math.min(events.size(), from + batch));
                added.forEach(editor::add);
                if (layer.keepsEvents()) {
                    assertThat(editor.withdraw(StateStreams.pick(random, added)))
                            .isTrue();
                }
                if (random.nextInt(5) == 0) {
                    editor.dropBefore(StateStreams.randomBucket(random, layer, added));
                }
                timeline = editor.publish();
                versions.add(timeline);
                contents.add(MemoryBuckets.of(timeline));
                folds.add(timeline.fold(Long.MIN_VALUE, Long.MAX_VALUE));
            }
            for (int i = 0; i < versions.size(); i++) {
                MemoryBuckets.of(versions.get(i)).assertSameAs(contents.get(i));
                assertSame(versions.get(i).fold(Long.MIN_VALUE, Long.MAX_VALUE), folds.get(i), layer);
            }
        });
    }

    @Test
    void editUntracked_foldedInBetween_equalsPublishedVersions() {
        Seeds.forEach(100, random -> {
            Layer layer = randomLayer(random);
            List<TestEvent> events = StateStreams.randomStream(random, layer);
            TimelineEditor editor = Timeline.empty(layer).editUntracked();
            List<TestEvent> kept = new ArrayList<>();
            long firstKept = Long.MIN_VALUE;
            for (TestEvent event : events) {
                if (editor.add(event)) {
                    kept.add(event);
                }
                if (random.nextInt(200) == 0) {
                    firstKept = Math.max(firstKept, StateStreams.randomBucket(random, layer, kept));
                    editor.dropBefore(firstKept);
                    long first = firstKept;
                    kept.removeIf(each -> StateStreams.bucketOf(layer, each) < first);
                }
                if (random.nextInt(events.size() > 200 ? 200 : 20) == 0) {
                    long from = StateStreams.randomBucket(random, layer, kept);
                    long to = StateStreams.randomBucket(random, layer, kept);
                    Fold expected = StateStreams.naive(layer, kept, from, to);
                    assertSame(editor.fold(from, to), expected, layer);
                    assertSame(editor.fold(new long[] {to, from}, to)[1], expected, layer);
                }
            }
            MemoryBuckets.of(editor.publish())
                    .assertSameAs(MemoryBuckets.of(StateStreams.addInBatches(Timeline.empty(layer), kept, random)));
        });
    }

    @Test
    void B083_restore_aggregationWithAStateAddedSince_isNotKeptUntilItsBucketIsGone() {
        Seeds.forEach(100, random -> {
            Layer wide = randomLayer(random);
            int added = random.nextInt(wide.parts().size());
            List<Layer.Part> parts = new ArrayList<>(wide.parts());
            Layer.Part part = parts.remove(added);
            if (parts.isEmpty()) {
                return;
            }
            Layer narrow = new Layer(wide.grid(), wide.columns(), parts, wide.keepsEvents());
            List<TestEvent> before = StateStreams.randomStream(random, narrow, 1 + random.nextInt(60));
            List<TestEvent> after = before.stream()
                    .map(event -> event.at(
                            event.millis() + random.nextInt(3) * wide.grid().bucketMillis()))
                    .toList();
            Timeline written = StateStreams.addInBatches(Timeline.empty(narrow), before, random);
            // Read by the new definitions, added to, written and read again.
            Timeline restored = MemoryBuckets.of(written).restore(wide);
            Timeline timeline = MemoryBuckets.of(StateStreams.addInBatches(restored, after, random))
                    .restore(wide);
            List<TestEvent> all = new ArrayList<>(before);
            all.addAll(after);
            for (int query = 0; query < 10; query++) {
                long from = StateStreams.randomBucket(random, wide, all);
                long to = from + random.nextInt(4);
                Fold fold = timeline.fold(from, to);
                Fold expected = StateStreams.naive(wide, all, from, to);
                boolean isOld = !StateStreams.eventsIn(wide, before, from, to).isEmpty();
                for (int i = 0; i < wide.parts().size(); i++) {
                    AggregateValue value = fold.value(i);
                    boolean isUnknown = i == added && isOld;
                    if (isUnknown && part.aggregation() instanceof StateAggregation<?>) {
                        assertThat(value).isEqualTo(new AggregateValue.NotKept());
                        assertThat(fold.accuracy(i)).isEmpty();
                    } else if (!isUnknown || !(value instanceof AggregateValue.NotKept)) {
                        // A number may still be told from what was kept for others.
                        assertThat(value).as(wide.parts().get(i).id()).isEqualTo(expected.value(i));
                    }
                }
            }
        });
    }

    @Test
    void B060_add_eventThatOneAggregationRefuses_leavesNothingAnywhere() {
        ColumnType vector = ColumnType.VECTOR;
        // What comes first must not have taken the event when what comes last refuses it.
        Layer layer = new Layer(
                GRID,
                List.of(vector),
                List.of(
                        StateStreams.part(AggregationCall.of("count", vector)),
                        new Layer.Part(
                                "short",
                                StateStreams.part(AggregationCall.of("sum", vector)
                                                .vectorLength(2))
                                        .aggregation()),
                        new Layer.Part(
                                "long",
                                StateStreams.part(AggregationCall.of("sum", vector)
                                                .vectorLength(3))
                                        .aggregation())),
                false);
        for (Layer each : List.of(layer, layer.keepingEvents())) {
            TimelineEditor editor = Timeline.empty(each).edit();
            EventBuffer nulls = new EventBuffer(each.columns()).start(5);
            editor.add(nulls);
            Timeline before = editor.publish();
            for (int length = 1; length <= 4; length++) {
                EventBuffer event = new EventBuffer(each.columns()).start(7).setVector(0, new double[length]);
                TimelineEditor next = before.edit();
                assertThatThrownBy(() -> next.withdraw(event))
                        .as("taken out of a timeline that has no event at that time")
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> next.add(event))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("a vector of length '" + length + "'");
                assertThat(MemoryBuckets.changesOf(next)).isEmpty();
                assertThat(next.publish()).isSameAs(before);
                Accumulator accumulator = new Accumulator(new AggregationSet(each.columns(), each.parts()));
                assertThatThrownBy(() -> accumulator.add(event)).isInstanceOf(IllegalArgumentException.class);
                assertThat(accumulator.result().value("count")).isEqualTo(new AggregateValue.OfLong(0));
                assertThat(accumulator.result().value("short")).isEqualTo(new AggregateValue.Absent());
            }
        }
    }

    @Test
    void median_ofALayer_isRefusedInWordsButAnAccumulatorTakesIt() {
        List<ColumnType> columns = List.of(ColumnType.LONG);
        List<Layer.Part> parts = List.of(
                StateStreams.part(AggregationCall.of("count", ColumnType.LONG)),
                new Layer.Part(
                        "middle",
                        StateStreams.part(AggregationCall.of("median", ColumnType.LONG))
                                .aggregation()));
        assertThatThrownBy(() -> new Layer(GRID, columns, parts, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bucket layer · [middle] cannot be kept in buckets")
                .hasMessageContaining("use approx_percentile");
        assertThatThrownBy(() -> new Layer(GRID, columns, parts, true)).hasMessageContaining("[middle]");
        Accumulator accumulator = new Accumulator(new AggregationSet(columns, parts));
        EventBuffer event = new EventBuffer(columns);
        for (long value : new long[] {9, 1, 4, 2}) {
            accumulator.add(event.start(value).setLong(0, value));
        }
        assertThat(accumulator.result().value("middle")).isEqualTo(new AggregateValue.OfDouble(3));
        accumulator.add(event.start(0).setLong(0, 5));
        assertThat(accumulator.result().value("middle")).isEqualTo(new AggregateValue.OfDouble(4));
    }

    @Test
    void accuracy_ofAFold_isThatOfItsApproximateAggregationsOnly() {
        Layer layer = new Layer(
                GRID,
                List.of(ColumnType.LONG),
                List.of(
                        StateStreams.part(AggregationCall.of("count_distinct", ColumnType.LONG)),
                        StateStreams.part(AggregationCall.of("approx_count_distinct", ColumnType.LONG)),
                        StateStreams.part(AggregationCall.of("sum", ColumnType.LONG)),
                        StateStreams.part(AggregationCall.of("approx_top_k", ColumnType.LONG)
                                .count(3)),
                        StateStreams.part(AggregationCall.of("approx_percentile", ColumnType.LONG)
                                .quantile(0.5))),
                false);
        Timeline empty = Timeline.empty(layer);
        TimelineEditor editor = empty.edit();
        for (int value = 0; value < 2_000; value++) {
            editor.addLong(value, value);
        }
        Fold two = editor.publish().fold(0, 1);
        assertThat(two.accuracy(0)).isEmpty();
        assertThat(two.accuracy(2)).isEmpty();
        assertThat(two.accuracy(1)).hasValue(new Accuracy(Accuracy.Measure.RELATIVE, 0.02, 0.9));
        assertThat(two.accuracy(3).orElseThrow().error()).isBetween(1.0, 2_000.0 / 1_025);
        assertThat(two.accuracy(4)).hasValue(new Accuracy(Accuracy.Measure.RELATIVE, 0.01, 1));
        assertThat(empty.fold(0, 1).accuracy(3)).hasValue(Accuracy.exact(Accuracy.Measure.OCCURRENCES));
    }

    private static Layer randomLayer(Random random) {
        Layer layer = StateStreams.randomLayer(random);
        return random.nextInt(3) == 0 ? layer.keepingEvents() : layer;
    }

    private static void assertFold(Timeline timeline, Layer layer, List<TestEvent> events, Random random) {
        long from = random.nextInt(8) == 0 ? Long.MIN_VALUE : StateStreams.randomBucket(random, layer, events);
        long to = random.nextInt(8) == 0 ? Long.MAX_VALUE : StateStreams.randomBucket(random, layer, events);
        Fold fold = timeline.fold(from, to);
        assertSame(fold, StateStreams.naive(layer, events, from, to), layer);
        List<TestEvent> inRun = StateStreams.eventsIn(layer, events, from, to);
        assertThat((long) fold.bucketsUsed())
                .isEqualTo(
                        layer.keepsEvents()
                                ? inRun.size()
                                : inRun.stream()
                                        .map(event -> StateStreams.bucketOf(layer, event))
                                        .distinct()
                                        .count());
    }

    private static void assertSame(Fold actual, Fold expected, Layer layer) {
        for (int i = 0; i < layer.parts().size(); i++) {
            assertThat(actual.value(i)).as(layer.parts().get(i).id()).isEqualTo(expected.value(i));
            assertThat(actual.accuracy(i)).as(layer.parts().get(i).id()).isEqualTo(expected.accuracy(i));
        }
    }
}
