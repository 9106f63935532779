package dev.oriel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.bytes.CorruptStateException;
import dev.oriel.kernel.random.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineRestoreTest {
    private static final BucketGrid GRID = BucketGrid.fromEpoch(1_000);

    @Test
    void B083_restore_fromChangesOfEveryEdit_equalsTheEditedTimeline() {
        Seeds.forEach(200, random -> {
            Layer layer = Streams.randomLayer(random);
            List<Event> events = Streams.randomStream(random, layer);
            MemoryBuckets store = new MemoryBuckets();
            Timeline timeline = Timeline.empty(layer);
            for (int from = 0; from < events.size(); ) {
                int to = Math.min(events.size(), from + 1 + random.nextInt(50));
                TimelineEditor editor = timeline.edit();
                events.subList(from, to).forEach(event -> Streams.add(editor, layer, event));
                if (random.nextInt(4) == 0) {
                    editor.dropBefore(timeline.isEmpty() ? 0 : timeline.firstBucket() + random.nextInt(3));
                }
                store.follow(editor, bucket -> {});
                timeline = editor.publish();
                from = to;
            }
            store.assertSameAs(MemoryBuckets.of(timeline));
            Timeline restored = store.restore(layer);
            MemoryBuckets.of(restored).assertSameAs(store);
            if (!timeline.isEmpty()) {
                long middle = Math.floorDiv(timeline.firstBucket() + timeline.lastBucket(), 2);
                assertSameFolds(
                        restored.fold(timeline.firstBucket(), middle),
                        timeline.fold(timeline.firstBucket(), middle),
                        layer);
            }
        });
    }

    @Test
    void D11_publish_anyOrderAndBatching_givesEqualBytes() {
        Seeds.forEach(100, random -> {
            Layer layer = Streams.randomLayer(random);
            List<Event> events = Streams.randomStream(random, layer);
            MemoryBuckets inOrder = MemoryBuckets.of(Streams.addInBatches(layer, events, random));
            Collections.shuffle(events, random);
            MemoryBuckets shuffled = MemoryBuckets.of(Streams.addInBatches(layer, events, random));
            shuffled.assertSameAs(inOrder);
        });
    }

    @Test
    void publish_laterEdits_neverChangeAVersionAReaderHolds() {
        Seeds.forEach(60, random -> {
            Layer layer = Streams.randomLayer(random);
            List<Event> events = Streams.randomStream(random, layer);
            List<Timeline> versions = new ArrayList<>();
            List<MemoryBuckets> contents = new ArrayList<>();
            Timeline timeline = Timeline.empty(layer);
            for (int from = 0; from < events.size(); from += 20) {
                TimelineEditor editor = timeline.edit();
                events.subList(from, Math.min(events.size(), from + 20))
                        .forEach(event -> Streams.add(editor, layer, event));
                timeline = editor.publish();
                versions.add(timeline);
                contents.add(MemoryBuckets.of(timeline));
            }
            for (int i = 0; i < versions.size(); i++) {
                MemoryBuckets.of(versions.get(i)).assertSameAs(contents.get(i));
            }
        });
    }

    @Test
    void B083_restore_aggregationAddedOrRemovedSince_readsTheOthers() {
        Timeline written = oneBucket(Layer.of(GRID, ColumnType.LONG, "sum", "count", "min"));
        MemoryBuckets store = MemoryBuckets.of(written);
        Fold fold = store.restore(Layer.of(GRID, ColumnType.LONG, "max", "min", "sum"))
                .fold(0, 0);
        assertThat(fold.value("sum")).isEqualTo(new AggregateValue.OfLong(12));
        assertThat(fold.value("min")).isEqualTo(new AggregateValue.OfLong(5));
        assertThat(fold.value("max"))
                .as("the bucket was written before the series kept a maximum, and two numbers do not tell it")
                .isEqualTo(new AggregateValue.NotKept());
    }

    @Test
    void B083_restore_aggregationAddedSince_isKnownOfBucketsOfOneEvent() {
        Layer sums = Layer.of(GRID, ColumnType.LONG, "sum");
        TimelineEditor editor = Timeline.empty(sums).edit();
        editor.addLong(0, 5);
        editor.addLong(1_000, 7);
        editor.addLong(1_001, 9);
        Timeline restored = MemoryBuckets.of(editor.publish()).restore(Layer.of(GRID, ColumnType.LONG, "max", "sum"));
        assertThat(restored.fold(0, 0).value("max")).isEqualTo(new AggregateValue.OfLong(5));
        assertThat(restored.fold(0, 1).value("max")).isEqualTo(new AggregateValue.NotKept());
        assertThat(restored.fold(0, 1).value("sum")).isEqualTo(new AggregateValue.OfLong(21));
        MemoryBuckets again = MemoryBuckets.of(restored);
        MemoryBuckets.of(again.restore(restored.layer())).assertSameAs(again);
    }

    @Test
    void D11_changed_aggregationsInAnotherOrder_sameBytes() {
        Timeline left = oneBucket(Layer.of(GRID, ColumnType.LONG, "sum", "count", "min"));
        Timeline right = oneBucket(Layer.of(GRID, ColumnType.LONG, "min", "sum", "count"));
        MemoryBuckets.of(left).assertSameAs(MemoryBuckets.of(right));
    }

    @Test
    void restore_anotherColumnType_isCorruptAndSaysWhichTypeWasExpected() {
        MemoryBuckets store = MemoryBuckets.of(oneBucket(Layer.of(GRID, ColumnType.LONG, "sum")));
        Layer doubles = Layer.of(GRID, ColumnType.DOUBLE, "sum");
        assertThatThrownBy(() -> store.restore(doubles))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("bucket '0'")
                .hasMessageContaining("found states of column type '1'")
                .hasMessageContaining("the layer's column is of type DOUBLE");
        TimelineEditor editor =
                Timeline.empty(Layer.of(GRID, ColumnType.LONG, "sum")).edit();
        editor.addLong(0, 5);
        MemoryBuckets one = MemoryBuckets.of(editor.publish());
        assertThatThrownBy(() -> one.restore(doubles))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("found a value of type LONG");
    }

    @Test
    void restore_corruptBytes_isRefusedByNameAndNeverRunsAway() {
        Layer layer = Layer.of(GRID, ColumnType.DOUBLE, "count", "sum", "mean", "min", "max");
        byte[][] known = {
            {},
            {1},
            {2},
            {2, 9},
            {2, 2},
            {2, 2, 99},
            {2, 3, 2, 0},
            {2, 3, 2, 1, 2},
            {2, 3, 2, 1, 0, 99},
            {2, 4, 2, 2, 2, 0},
            {2, 0, 0}
        };
        for (byte[] bytes : known) {
            assertThatThrownBy(() -> Timeline.restore(layer).add(7, bytes))
                    .isInstanceOf(CorruptStateException.class)
                    .hasMessageContaining("bucket '7'");
        }
        assertThatThrownBy(() -> Timeline.restore(layer).add(7, new byte[] {1}))
                .hasMessageContaining("found bucket version '1'")
                .hasMessageContaining("reads version 2");
        Seeds.forEach(20_000, random -> {
            byte[] bytes = State.of(layer, Event.random(random, ColumnType.DOUBLE, 1 + random.nextInt(4)))
                    .bytes();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                // Bytes that still make a state must be one that can be used.
                Timeline.restore(layer).add(0, bytes).build().fold(0, 0);
            } catch (CorruptStateException expected) {
                assertThat(expected).hasMessageContaining("bucket '0'");
            }
        });
    }

    @Test
    void restore_statesOfSeveralEventsIntoALayerThatKeepsEach_isCorrupt() {
        Layer states = Layer.of(GRID, ColumnType.LONG, "sum");
        MemoryBuckets store = MemoryBuckets.of(oneBucket(states));
        assertThatThrownBy(() -> store.restore(states.keepingEvents()))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("found one state of '2' events");
    }

    @Test
    void restore_bucketsOutOfOrder_isRefused() {
        byte[] oneNull = {BucketCodec.VERSION, 0};
        TimelineBuilder builder =
                Timeline.restore(Layer.of(GRID, ColumnType.NONE, "count")).add(5, oneNull);
        assertThatThrownBy(() -> builder.add(5, oneNull))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bucket '5' does not come after bucket '5'");
        assertThat(builder.build().bucketCount()).isEqualTo(1);
    }

    private static Timeline oneBucket(Layer layer) {
        TimelineEditor editor = Timeline.empty(layer).edit();
        editor.addLong(0, 5);
        editor.addLong(999, 7);
        return editor.publish();
    }

    private static void assertSameFolds(Fold actual, Fold expected, Layer layer) {
        for (Layer.Part part : layer.parts()) {
            assertThat(actual.value(part.id())).isEqualTo(expected.value(part.id()));
        }
        assertThat(actual.bucketsUsed()).isEqualTo(expected.bucketsUsed());
    }
}
