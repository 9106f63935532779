package dev.oriel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.aggregation.EventBuffer;
import dev.oriel.kernel.bytes.CorruptStateException;
import dev.oriel.kernel.bytes.StateWriter;
import dev.oriel.kernel.random.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bytes of one bucket are a function of the set of its events, whatever happened to it on the way. */
class BucketBytesTest {
    private static final BucketGrid SECONDS = BucketGrid.fromEpoch(1_000);
    private static final String[][] NAMES = {
        {"count"}, {"sum"}, {"mean", "count"}, {"var"}, {"min"}, {"max", "sum"}, {"std", "min", "max"}
    };

    /** Both sides of every limit: of a sum's cells and of squares' cells, subnormals, ties, and what overflows. */
    private static final double[] LIMITS = {
        0.0,
        -0.0,
        1,
        0.1,
        Double.MIN_VALUE,
        -3 * Double.MIN_VALUE,
        Double.MIN_NORMAL,
        0x1p-82,
        0x1.8p-83,
        -0x1p-83,
        0x1p-51,
        Math.nextUp(0x1p-30),
        Math.nextUp(0x1p-31),
        Math.nextDown(0x1p26),
        -0x1p26,
        0x1p53,
        Math.nextDown(0x1p70),
        -0x1p70,
        0x1p106,
        1e300,
        -1e300,
        Double.MAX_VALUE
    };

    @Test
    void D11_bytes_everyTripleOfLimits_dependOnNeitherOrderNorHistoryAndReadAgain() {
        Random random = new Random(0);
        for (int i = 0; i < LIMITS.length; i++) {
            for (int j = 0; j <= i; j++) {
                for (int k = 0; k <= j; k++) {
                    Layer layer = Layer.of(SECONDS, ColumnType.DOUBLE, NAMES[random.nextInt(NAMES.length)]);
                    assertOneForm(layer, events(LIMITS[i], LIMITS[j], LIMITS[k]), random);
                }
            }
        }
    }

    @Test
    void D11_bytes_fourAndFiveEvents_dependOnNeitherOrderNorHistory() {
        Seeds.forEach(400, random -> {
            Layer layer = Layer.of(SECONDS, ColumnType.DOUBLE, NAMES[random.nextInt(NAMES.length)]);
            List<Event> events = new ArrayList<>();
            for (int i = 3 + random.nextInt(4); i > 0; i--) {
                events.add(
                        random.nextInt(6) == 0 ? new Event(0, false, 0) : event(LIMITS[random.nextInt(LIMITS.length)]));
            }
            assertOneForm(layer, events, random);
            assertOneForm(layer.keepingEvents(), events, random);
        });
    }

    @Test
    void D11_result_everyTripleOfLimits_equalsNaiveTwin() {
        Layer layer = Layer.of(SECONDS, ColumnType.DOUBLE, "sum", "mean", "var", "std", "min", "max");
        for (int i = 0; i < LIMITS.length; i++) {
            for (int j = 0; j <= i; j++) {
                for (int k = 0; k <= j; k++) {
                    List<Event> events = events(LIMITS[i], LIMITS[j], LIMITS[k]);
                    Fold fold = add(layer, events).fold(0, 0);
                    for (Layer.Part part : layer.parts()) {
                        assertThat(fold.value(part.id()))
                                .as("%s of %s", part.id(), events)
                                .isEqualTo(Naive.result(part.id(), ColumnType.DOUBLE, events));
                    }
                }
            }
        }
    }

    @Test
    void D11_std_soLittleAboveATieThatNoLeadingBitTells_roundsUp() {
        // The middle value is off the middle by d: the deviation is u + d^2 / 6u, and u lies between two doubles.
        Layer doubles = Layer.of(SECONDS, ColumnType.DOUBLE, "std");
        List<Event> events = events(-0x1p25, 0x1p-28 + 0x1p-58, 0x1p25 + 0x1p-27);
        assertThat(add(doubles, events).fold(0, 0).value("std"))
                .isEqualTo(Naive.result("std", ColumnType.DOUBLE, events))
                .isEqualTo(new AggregateValue.OfDouble(0x1p25 + 0x1p-27));
        Layer longs = Layer.of(SECONDS, ColumnType.LONG, "std");
        List<Event> whole = List.of(
                new Event(0, true, -(1L << 61)),
                new Event(0, true, (1L << 8) + 1),
                new Event(0, true, (1L << 61) + (1L << 9)));
        assertThat(add(longs, whole).fold(0, 0).value("std"))
                .isEqualTo(Naive.result("std", ColumnType.LONG, whole))
                .isEqualTo(new AggregateValue.OfDouble(0x1p61 + 0x1p9));
    }

    @Test
    void B083_D11_var_restoredSquaresNearTheEndOfTheirCells_leaveRoomForMore() {
        Layer layer = Layer.of(SECONDS, ColumnType.DOUBLE, "var");
        List<Event> events = new ArrayList<>();
        for (int bucket = 0; bucket < 8; bucket++) {
            events.add(event(0x1.8p44).at(bucket * 1_000L));
            events.add(event(-0x1.8p44).at(bucket * 1_000L));
        }
        Timeline restored = MemoryBuckets.of(add(layer, events)).restore(layer);
        assertThat(restored.fold(0, 7).value("var")).isEqualTo(Naive.result("var", ColumnType.DOUBLE, events));
    }

    @Test
    void D10_result_beyondTheLargestDouble_isOverflowAndBackInRangeExact() {
        Layer layer = Layer.of(SECONDS, ColumnType.DOUBLE, "sum", "mean", "var", "std");
        TimelineEditor editor = Timeline.empty(layer).edit();
        List<Event> events = events(1e300, 1e300, Double.MAX_VALUE, Double.MAX_VALUE, 3, 0x1p-1074);
        events.forEach(event -> Streams.add(editor, layer, event));
        Fold beyond = editor.fold(0, 0);
        assertThat(beyond.value("sum")).isEqualTo(new AggregateValue.Overflow());
        assertThat(beyond.value("var")).isEqualTo(new AggregateValue.Overflow());
        assertThat(beyond.value("mean")).isEqualTo(Naive.result("mean", ColumnType.DOUBLE, events));
        assertThat(beyond.value("std")).isEqualTo(Naive.result("std", ColumnType.DOUBLE, events));
        for (int i = 0; i < 4; i++) {
            assertThat(editor.withdraw(Streams.fill(new EventBuffer(layer.columns()), layer, events.get(i))))
                    .isTrue();
        }
        Timeline left = editor.publish();
        MemoryBuckets.of(left).assertSameAs(MemoryBuckets.of(add(layer, events.subList(4, 6))));
        assertThat(left.fold(0, 0).value("sum")).isEqualTo(new AggregateValue.OfDouble(3));
    }

    @Test
    void D11_bytes_zerosOfBothSigns_areToldApartOnlyWhereAnExtremeIsKept() {
        for (String name : new String[] {"count", "sum", "mean", "var", "std"}) {
            for (Layer layer : forms(name)) {
                MemoryBuckets.of(add(layer, events(-0.0))).assertSameAs(MemoryBuckets.of(add(layer, events(0.0))));
            }
        }
        for (Layer layer : forms("min")) {
            Timeline zeros = add(layer, events(0.0, -0.0));
            assertThat(zeros.fold(0, 0).value("min")).isEqualTo(new AggregateValue.OfDouble(-0.0));
            assertThat(MemoryBuckets.of(add(layer, events(-0.0)))
                            .restore(layer)
                            .fold(0, 0)
                            .value("min"))
                    .isEqualTo(new AggregateValue.OfDouble(-0.0));
        }
    }

    @Test
    void read_eventsWithinEvents_isCorruptHoweverDeep() {
        Layer layer = Layer.of(SECONDS, ColumnType.LONG, "sum").keepingEvents();
        byte[] form = {0};
        for (int depth = 0; depth < 8_000; depth++) {
            StateWriter outer = new StateWriter();
            outer.writeByte(4);
            outer.writeUnsigned(1);
            outer.writeUnsigned(form.length);
            outer.writeBytes(form);
            form = outer.toByteArray();
            if (depth == 1 || depth == 7_999) {
                byte[] nested = form;
                assertThatThrownBy(() -> read(layer, nested))
                        .isInstanceOf(CorruptStateException.class)
                        .hasMessageContaining("events within an event");
            }
        }
        assertThatThrownBy(() -> read(layer, new byte[] {4, 0}))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("'0' single events");
    }

    @Test
    void read_numbersThatCannotBe_isCorrupt() {
        Layer doubles = Layer.of(SECONDS, ColumnType.DOUBLE, "var");
        Layer longs = Layer.of(SECONDS, ColumnType.LONG, "std");
        // States of 2 rows: the sum 0, and -1 as the sum of squares.
        assertThatThrownBy(() -> read(doubles, new byte[] {3, 2, 2, 0, 3, 0, 0, 0, 1, -1}))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("that no numbers have");
        assertThatThrownBy(() -> read(longs, new byte[] {3, 1, 2, 0, 3, 0, 1, -1}))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("that no numbers have");
        // More nulls than there is room for would be read as missing sums.
        StateWriter nulls = new StateWriter();
        nulls.writeByte(3);
        nulls.writeByte(1);
        nulls.writeUnsigned(1L << 60);
        nulls.writeUnsigned(1L << 60);
        nulls.writeByte(0);
        assertThatThrownBy(() -> read(longs, nulls.toByteArray()))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("nulls");
    }

    @Test
    void read_anyByteChanged_isCorruptOrABucketOfOneForm() {
        Seeds.forEach(3_000, random -> {
            Layer layer = OperationStream.randomLayer(random);
            List<Event> events = Event.random(random, layer.column(), 1 + random.nextInt(7));
            Timeline written = addAll(layer, events);
            byte[] changed = Objects.requireNonNull(new BucketCodec(layer).write(written.root(), written.tail(), 0));
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            try {
                Timeline read = Timeline.restore(layer).add(0, changed).build();
                read.fold(0, 0);
            } catch (CorruptStateException expected) {
                assertThat(expected).hasMessageContaining(" · ");
            }
        });
    }

    private static Timeline addAll(Layer layer, List<Event> events) {
        long start = layer.grid().startMillis(0);
        return add(layer, events.stream().map(event -> event.at(start)).toList());
    }

    /** Adds the events in other orders, beside others that go again, over restarts, and compares the bytes. */
    private static void assertOneForm(Layer layer, List<Event> events, Random random) {
        MemoryBuckets expected = MemoryBuckets.of(add(layer, events));
        List<Event> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);
        EventBuffer buffer = new EventBuffer(layer.columns());
        boolean takes = layer.withdrawalObstacles().isEmpty();
        List<Event> passing = new ArrayList<>();
        Timeline timeline = Timeline.empty(layer);
        for (Event event : shuffled) {
            TimelineEditor editor = timeline.edit();
            if (takes && random.nextBoolean()) {
                passing.add(event(LIMITS[random.nextInt(LIMITS.length)]));
                Streams.add(editor, layer, passing.getLast());
            }
            Streams.add(editor, layer, event);
            timeline = random.nextBoolean()
                    ? editor.publish()
                    : MemoryBuckets.of(editor.publish()).restore(layer);
        }
        TimelineEditor editor = timeline.edit();
        passing.forEach(event ->
                assertThat(editor.withdraw(Streams.fill(buffer, layer, event))).isTrue());
        timeline = editor.publish();
        MemoryBuckets.of(timeline).assertSameAs(expected);
        Timeline restored = expected.restore(layer);
        MemoryBuckets.of(restored).assertSameAs(expected);
        for (int part = 0; part < layer.parts().size(); part++) {
            assertThat(restored.fold(0, 0).value(part))
                    .isEqualTo(timeline.fold(0, 0).value(part));
        }
    }

    private static List<Layer> forms(String name) {
        Layer layer = Layer.of(SECONDS, ColumnType.DOUBLE, name);
        return List.of(layer, layer.keepingEvents());
    }

    private static Timeline add(Layer layer, List<Event> events) {
        TimelineEditor editor = Timeline.empty(layer).edit();
        events.forEach(event -> Streams.add(editor, layer, event));
        return editor.publish();
    }

    private static List<Event> events(double... values) {
        List<Event> events = new ArrayList<>();
        for (double value : values) {
            events.add(event(value));
        }
        return events;
    }

    private static Event event(double value) {
        return new Event(0, true, Double.doubleToRawLongBits(value));
    }

    private static void read(Layer layer, byte[] form) {
        StateWriter bytes = new StateWriter();
        bytes.writeByte(BucketCodec.VERSION);
        bytes.writeBytes(form);
        Timeline.restore(layer).add(0, bytes.toByteArray()).build();
    }
}
