package dev.oriel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.aggregation.AggregationCall;
import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.aggregation.EventBuffer;
import dev.oriel.kernel.aggregation.TestEvent;
import dev.oriel.kernel.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Events that are taken out of a timeline again. */
class WithdrawalTest {
    private static final BucketGrid GRID = BucketGrid.fromEpoch(1_000);

    @Test
    void D11_withdraw_fromLayersThatKeepEvents_equalsNeverAdded() {
        Seeds.forEach(150, random -> {
            checkWithdrawal(StateStreams.randomLayer(random).keepingEvents(), random);
            checkWithdrawal(Streams.randomLayer(random).keepingEvents(), random);
        });
    }

    @Test
    void D11_withdraw_fromLayersOfInvertibleAggregations_equalsNeverAdded() {
        Seeds.forEach(150, random -> checkWithdrawal(StateStreams.randomInvertibleLayer(random), random));
    }

    @Test
    void D11_editsThatAddWithdrawAndDrop_lateEventsInBetween_equalsNeverAdded() {
        Seeds.forEach(250, random -> {
            Layer layer = Layer.of(BucketGrid.fromEpoch(1), ColumnType.LONG, "count", "sum");
            layer = random.nextBoolean() ? layer.keepingEvents() : layer;
            // Far more late events than any stream has, so that leaves are full, cut, emptied and filled again in one
            // edit.
            int range = 50 + random.nextInt(1_500);
            int withdrawnInTen = random.nextInt(6);
            long firstKept = 0;
            List<TestEvent> kept = new ArrayList<>();
            Timeline timeline = Timeline.empty(layer);
            for (int edit = 0; edit < 6; edit++) {
                TimelineEditor editor = timeline.edit();
                for (int i = random.nextInt(700); i > 0; i--) {
                    if (random.nextInt(10) >= withdrawnInTen) {
                        // Mostly downwards, into the gaps that were made.
                        long at = firstKept + (random.nextInt(3) == 0 ? random.nextInt(range) : i * range / 700);
                        TestEvent event = TestEvent.of(at, "", new AggregateValue.OfLong(random.nextInt(3)));
                        StateStreams.add(editor, event);
                        kept.add(event);
                    } else if (!kept.isEmpty()) {
                        assertThat(editor.withdraw(kept.remove(random.nextInt(kept.size()))))
                                .isTrue();
                    }
                    if (random.nextInt(400) == 0) {
                        firstKept += random.nextInt(range / 4);
                        editor.dropBefore(firstKept);
                        long first = firstKept;
                        kept.removeIf(event -> event.millis() < first);
                    }
                }
                timeline = editor.publish();
                checkFolds(timeline, kept, random);
            }
            MemoryBuckets.of(timeline)
                    .assertSameAs(MemoryBuckets.of(StateStreams.addInBatches(Timeline.empty(layer), kept, random)));
        });
    }

    private static void checkWithdrawal(Layer layer, Random random) {
        List<TestEvent> events = StateStreams.randomStream(random, layer);
        List<TestEvent> kept = new ArrayList<>();
        MemoryBuckets store = new MemoryBuckets();
        Timeline timeline = Timeline.empty(layer);
        int outOfTen = random.nextInt(10);
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(150));
            TimelineEditor editor = timeline.edit();
            for (TestEvent event : events.subList(from, to)) {
                StateStreams.add(editor, event);
                kept.add(event);
                if (random.nextInt(10) < outOfTen) {
                    TestEvent gone = kept.remove(random.nextInt(kept.size()));
                    assertThat(editor.withdraw(gone)).as("%s is there", gone).isTrue();
                }
            }
            store.follow(editor, bucket -> {});
            timeline = editor.publish();
            from = to;
        }
        MemoryBuckets never = MemoryBuckets.of(StateStreams.addInBatches(Timeline.empty(layer), kept, random));
        MemoryBuckets.of(timeline).assertSameAs(never);
        store.assertSameAs(never);
        checkFolds(timeline, kept, random);
        TimelineEditor last = timeline.edit();
        kept.forEach(event -> assertThat(last.withdraw(event)).isTrue());
        if (!kept.isEmpty()) {
            assertThat(last.withdraw(kept.get(0))).as("nothing is left").isFalse();
        }
        store.follow(last, bucket -> {});
        assertThat(store.buckets()).isEmpty();
        assertThat(last.publish().isEmpty()).isTrue();
    }

    private static void checkFolds(Timeline timeline, List<TestEvent> kept, Random random) {
        Layer layer = timeline.layer();
        for (int query = 0; query < 8; query++) {
            long from = StateStreams.randomBucket(random, layer, kept);
            long to = StateStreams.randomBucket(random, layer, kept);
            Fold expected = StateStreams.naive(layer, kept, from, to);
            Fold fold = timeline.fold(from, to);
            for (int i = 0; i < layer.parts().size(); i++) {
                assertThat(fold.value(i)).isEqualTo(expected.value(i));
            }
        }
    }

    @Test
    void withdraw_aggregationThatKeepsOnlyWhatWon_isRefusedByNameUnlessEventsAreKept() {
        Layer layer = new Layer(
                GRID,
                List.of(ColumnType.LONG),
                List.of(
                        StateStreams.part(AggregationCall.of("sum", ColumnType.LONG)),
                        StateStreams.part(AggregationCall.of("max", ColumnType.LONG)),
                        StateStreams.part(AggregationCall.of("last", ColumnType.LONG))),
                false);
        EventBuffer event = new EventBuffer(layer.columns()).start(5).setLong(0, 7);
        assertThat(layer.withdrawalObstacles()).containsExactly("max", "last");
        TimelineEditor editor = Timeline.empty(layer).edit();
        editor.add(event);
        assertThatThrownBy(() -> editor.withdraw(event))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[max, last]")
                .hasMessageContaining("keep the events of the layer");
        assertThat(editor.fold(0, 0).value("max")).isEqualTo(new AggregateValue.OfLong(7));
        assertThat(layer.keepingEvents().withdrawalObstacles()).isEmpty();
    }

    @Test
    void withdraw_eventThatDiffersInWhatSomeAggregationReads_isNotThere() {
        List<ColumnType> columns = List.of(ColumnType.LONG, ColumnType.LONG);
        Layer layer = new Layer(
                GRID,
                columns,
                List.of(StateStreams.part(
                        AggregationCall.of("max_by", ColumnType.LONG).by(1, ColumnType.LONG))),
                true);
        EventBuffer event = new EventBuffer(columns);
        TimelineEditor editor = Timeline.empty(layer).edit();
        editor.add(event.start(5).setLong(0, 1).setLong(1, 2));
        assertThat(editor.withdraw(event.start(5).setLong(0, 1).setLong(1, 3))).isFalse();
        assertThat(editor.withdraw(event.start(6).setLong(0, 1).setLong(1, 2))).isFalse();
        assertThat(editor.withdraw(event.start(5).setLong(0, 1).setLong(1, 2).setKey(new byte[] {1})))
                .isFalse();
        assertThat(editor.withdraw(event.start(5).setLong(0, 1).setLong(1, 2))).isTrue();
        assertThat(editor.fold(0, 0).value(0)).isEqualTo(new AggregateValue.Absent());
    }

    @Test
    void add_lateEventsBeforeALeafWhoseFirstWasTakenOut_staysInOrder() {
        Layer layer = Layer.of(BucketGrid.fromEpoch(1), ColumnType.LONG, "sum");
        TimelineEditor start = Timeline.empty(layer).edit();
        start.addLong(0, 1);
        for (long at = 10; at < 10 + 5 * Leaf.ENTRIES_MAX; at += 2) {
            start.addLong(at, 1);
        }
        Timeline before = start.publish();
        long[] firsts = firstsOfLeaves(before);
        EventBuffer event = new EventBuffer(layer.columns());
        for (long first : firsts) {
            TimelineEditor editor = before.edit();
            // The first of a full leaf goes, another one fills it, and then two come before it, the newer one first.
            editor.withdraw(event.start(first).setLong(0, 1));
            editor.withdraw(event.start(first + 2).setLong(0, 1));
            editor.addLong(first + 5, 1);
            editor.addLong(first + 7, 1);
            editor.addLong(first + 3, 10);
            editor.addLong(first + 1, 100);
            Timeline timeline = editor.publish();
            for (long at = first; at < first + 4; at++) {
                long expected = at == first + 1 ? 100 : at == first + 3 ? 10 : 0;
                assertThat(timeline.fold(at, at).value(0)).isEqualTo(new AggregateValue.OfLong(expected));
            }
        }
    }

    private static long[] firstsOfLeaves(Timeline timeline) {
        List<Leaf> leaves = new ArrayList<>();
        Folding.forEachEntry(timeline.root(), timeline.tail(), Long.MIN_VALUE, Long.MAX_VALUE, (leaf, entry) -> {
            if (leaves.isEmpty() || leaves.getLast() != leaf) {
                leaves.add(leaf);
            }
        });
        return leaves.stream().skip(1).mapToLong(Leaf::first).toArray();
    }
}
