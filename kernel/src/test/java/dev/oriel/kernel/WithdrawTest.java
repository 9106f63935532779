package dev.oriel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.aggregation.EventBuffer;
import dev.oriel.kernel.random.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Events taken back, and replaced by others. */
class WithdrawTest {
    private static final BucketGrid SECONDS = BucketGrid.fromEpoch(1_000);
    private static final String[] INVERTIBLE = {"count", "sum", "mean", "var", "std"};

    @Test
    void X9_withdraw_anyEvents_leavesTheBytesOfATimelineThatNeverSawThem() {
        Seeds.forEach(300, random -> {
            Layer layer = withdrawableLayer(random);
            List<Event> kept = Streams.randomStream(random, layer);
            List<Event> passing = Streams.randomStream(random, layer).stream()
                    .map(event -> kept.isEmpty() || random.nextBoolean()
                            ? event
                            : event.at(kept.get(random.nextInt(kept.size())).millis()))
                    .toList();
            List<Event> all = new ArrayList<>(kept);
            all.addAll(passing);
            Collections.shuffle(all, random);
            Timeline timeline = Streams.addInBatches(layer, all, random);
            if (random.nextBoolean()) {
                timeline = MemoryBuckets.of(timeline).restore(layer);
            }
            for (int from = 0; from < passing.size(); ) {
                int to = Math.min(passing.size(), from + 1 + random.nextInt(200));
                TimelineEditor editor = timeline.edit();
                passing.subList(from, to)
                        .forEach(event -> assertThat(withdraw(layer, editor, event))
                                .as("%s", event)
                                .isTrue());
                timeline = editor.publish();
                from = to;
            }
            TreeChecker.check(timeline);
            MemoryBuckets.of(timeline).assertSameAs(MemoryBuckets.of(Streams.addInBatches(layer, kept, random)));
        });
    }

    @Test
    void X9_withdrawThenAdd_amendsTheEvent() {
        Seeds.forEach(300, random -> {
            Layer layer = withdrawableLayer(random);
            List<Event> events = Streams.randomStream(random, layer);
            List<Event> others = Event.random(random, layer.column(), events.size());
            List<Event> amended = new ArrayList<>(events);
            TimelineEditor editor = Streams.addInBatches(layer, events, random).edit();
            for (int i = 0; i < events.size(); i += 1 + random.nextInt(4)) {
                long millis = random.nextBoolean()
                        ? events.get(i).millis()
                        : events.get(random.nextInt(i + 1)).millis();
                amended.set(i, others.get(i).at(millis));
                assertThat(withdraw(layer, editor, events.get(i))).isTrue();
                Streams.add(editor, layer, amended.get(i));
            }
            MemoryBuckets expected = MemoryBuckets.of(Streams.addInBatches(layer, amended, random));
            MemoryBuckets.of(editor.publish()).assertSameAs(expected);
        });
    }

    @Test
    void X9_withdraw_layerKeepsAnExtremeOfBuckets_isRefusedInWords() {
        Layer layer = Layer.of(SECONDS, ColumnType.LONG, "sum", "min", "any");
        TimelineEditor editor = Timeline.empty(layer).edit();
        editor.addLong(0, 1);
        assertThatThrownBy(() -> withdraw(layer, editor, new Event(0, true, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[min, any]")
                .hasMessageContaining("keep the events of the layer");
        assertThat(editor.fold(0, 0).value("sum")).isEqualTo(new AggregateValue.OfLong(1));
        TimelineEditor keeping = Timeline.empty(layer.keepingEvents()).edit();
        keeping.addLong(0, 1);
        keeping.addLong(0, 0);
        assertThat(withdraw(layer.keepingEvents(), keeping, new Event(0, true, 0)))
                .isTrue();
        assertThat(keeping.fold(0, 0).value("min")).isEqualTo(new AggregateValue.OfLong(1));
        assertThat(keeping.fold(0, 0).value("any")).isEqualTo(new AggregateValue.OfLong(1));
    }

    @Test
    void X9_withdraw_eventThatIsNotThere_saysSoAndChangesNothing() {
        for (Layer layer : List.of(
                layer(INVERTIBLE),
                layer(INVERTIBLE).keepingEvents(),
                layer("max").keepingEvents())) {
            TimelineEditor filling = Timeline.empty(layer).edit();
            for (int second = 0; second < 200; second++) {
                filling.addDouble(second * 2_000L, second);
            }
            Timeline timeline = filling.publish();
            TimelineEditor editor = timeline.edit();
            assertThat(withdraw(layer, editor, event(-1, 0))).as("before all").isFalse();
            assertThat(withdraw(layer, editor, event(400_000, 0)))
                    .as("after all")
                    .isFalse();
            assertThat(withdraw(layer, editor, event(1_000, 0))).as("between").isFalse();
            assertThat(withdraw(layer, editor, event(2_000, 2)))
                    .as("another value")
                    .isFalse();
            assertThat(withdraw(layer, editor, new Event(2_000, false, 0)))
                    .as("null")
                    .isFalse();
            assertThat(MemoryBuckets.changesOf(editor)).isEmpty();
            assertThat(editor.publish()).isSameAs(timeline);
            TimelineEditor expiring = timeline.edit();
            expiring.dropBefore(100);
            assertThat(withdraw(layer, expiring, event(2_000, 1))).as("dropped").isFalse();
        }
        Layer sum = layer("sum");
        assertThat(withdraw(sum, Timeline.empty(sum).edit(), event(0, 0))).isFalse();
    }

    @Test
    void X9_withdraw_stateWithoutSuchARow_saysSoAndChangesNothing() {
        Layer layer = layer("sum", "count");
        TimelineEditor editor = Timeline.empty(layer).edit();
        for (int i = 0; i < 6; i++) {
            editor.addDouble(0, i);
        }
        assertThat(withdraw(layer, editor, new Event(0, false, 0))).isFalse();
        Timeline values = editor.publish();
        assertThat(MemoryBuckets.of(values).restore(layer).fold(0, 0).value("sum"))
                .isEqualTo(new AggregateValue.OfDouble(15));
        Layer moments = layer("std");
        TimelineEditor equal = Timeline.empty(moments).edit();
        for (int i = 0; i < 6; i++) {
            equal.addDouble(0, 2);
        }
        assertThat(withdraw(moments, equal, event(0, 10)))
                .as("5 numbers cannot have the sum 2 and squares below 0")
                .isFalse();
        assertThat(equal.fold(0, 0).value("std")).isEqualTo(new AggregateValue.OfDouble(0));
        TimelineEditor nulls = Timeline.empty(layer).edit();
        for (int i = 0; i < 6; i++) {
            nulls.addNull(0);
        }
        assertThat(withdraw(layer, nulls, event(0, 1))).isFalse();
        assertThat(nulls.fold(0, 0).value("sum")).isEqualTo(new AggregateValue.OfDouble(0));
    }

    @Test
    void X9_withdraw_wideNumberFromARestoredSumThatIsNot_isExact() {
        // Without squares, nothing of the wide numbers is left to be restored.
        Layer layer = layer("sum");
        for (double wide : new double[] {1e300, 0x1p-1074, 0x1p70, 0x1p27}) {
            TimelineEditor editor = Timeline.empty(layer).edit();
            for (double value : new double[] {wide, 1, 2, 3, 4, -wide}) {
                editor.addDouble(0, value);
            }
            Timeline restored = MemoryBuckets.of(editor.publish()).restore(layer);
            TimelineEditor taking = restored.edit();
            assertThat(withdraw(layer, taking, event(0, wide))).isTrue();
            Timeline expected = Streams.addInBatches(
                    layer, List.of(event(0, 1), event(0, 2), event(0, 3), event(0, 4), event(0, -wide)), new Random(0));
            MemoryBuckets.of(taking.publish()).assertSameAs(MemoryBuckets.of(expected));
        }
    }

    @Test
    void X9_withdraw_restoredEventWithAStateOfItsOwn_isFound() {
        Layer layer = new Layer(
                        SECONDS,
                        ColumnType.DOUBLE,
                        List.of(layer("var").parts().get(0), new Layer.Part(TimesSeen.ID, new TimesSeen())))
                .keepingEvents();
        EventBuffer buffer = new EventBuffer(layer.columns());
        for (double value : new double[] {1, 0x1p14, 0x1p20, Math.nextDown(0x1p26), 0x1p26, 0x1p70, 1e300, 0x1p-600}) {
            TimelineEditor editor = Timeline.empty(layer).edit();
            editor.add(Streams.fill(buffer, layer, event(3, value)));
            editor.add(Streams.fill(buffer, layer, event(4, value)));
            TimelineEditor restored =
                    MemoryBuckets.of(editor.publish()).restore(layer).edit();
            assertThat(withdraw(layer, restored, event(5, value))).isFalse();
            assertThat(withdraw(layer, restored, event(4, value)))
                    .as("%s", value)
                    .isTrue();
            Timeline left = restored.publish();
            assertThat(left.bucketCount()).isEqualTo(1);
            assertThat(left.fold(0, 0).value(TimesSeen.ID)).isEqualTo(TimesSeen.expected(List.of(event(3, value))));
        }
    }

    @Test
    void X9_add_beforeAFullLeafWhoseStartWasTakenOut_keepsTheOrder() {
        Layer layer = layer("sum");
        TimelineEditor editor = Timeline.empty(layer).edit();
        for (int bucket = 0; bucket < 128; bucket++) {
            editor.addDouble(bucket * 100_000L, bucket);
        }
        editor = editor.publish().edit();
        // The second leaf starts with bucket 3,200: it is taken out, and the leaf filled up behind where it now starts.
        assertThat(withdraw(layer, editor, event(3_200_000, 32))).isTrue();
        editor.addDouble(3_350_000, 1);
        editor.addDouble(3_260_000, 2);
        editor.addDouble(3_230_000, 3);
        TreeChecker.check(layer, editor);
        Timeline timeline = editor.publish();
        TreeChecker.check(timeline);
        assertThat(timeline.fold(3_201, 3_250).value("sum")).isEqualTo(new AggregateValue.OfDouble(3));
        assertThat(timeline.fold(3_251, 3_299).value("sum")).isEqualTo(new AggregateValue.OfDouble(2));
    }

    private static Layer withdrawableLayer(Random random) {
        Layer layer = OperationStream.randomLayer(random);
        boolean keepsEvents =
                layer.keepsEvents() || !layer.withdrawalObstacles().isEmpty();
        List<Layer.Part> parts = layer.parts().stream()
                .filter(part -> !List.of("any", "all", TimesSeen.ID).contains(part.id()))
                .toList();
        return new Layer(
                layer.grid(), layer.columns(), parts.isEmpty() ? List.of(count(layer.column())) : parts, keepsEvents);
    }

    private static Layer.Part count(ColumnType column) {
        return Layer.of(SECONDS, column, "count").parts().get(0);
    }

    private static Layer layer(String... names) {
        return Layer.of(SECONDS, ColumnType.DOUBLE, names);
    }

    private static Event event(long millis, double value) {
        return new Event(millis, true, Double.doubleToRawLongBits(value));
    }

    private static boolean withdraw(Layer layer, TimelineEditor editor, Event event) {
        return editor.withdraw(Streams.fill(new EventBuffer(layer.columns()), layer, event));
    }
}
