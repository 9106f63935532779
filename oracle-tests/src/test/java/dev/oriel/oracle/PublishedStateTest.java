package dev.oriel.oracle;

import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.state.GroupKey;
import dev.oriel.engine.state.PublishedState;
import dev.oriel.engine.state.Row;
import dev.oriel.kernel.BucketGrid;
import dev.oriel.kernel.Layer;
import dev.oriel.kernel.Timeline;
import dev.oriel.kernel.TimelineEditor;
import dev.oriel.kernel.aggregation.ColumnType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * A batch of two keys, a row and a time, published, committed and forgotten by one writer: a reader gets all of it from one boundary,
 * wherever it lies by then, and the writer never waits for a reader.
 */
class PublishedStateTest {
    private static final int SPINS_MAX = 10;

    @Test
    void B068_readersBesidePublishAndForget_getOneBatchBoundary_andTheWriterNeverWaits() {
        Interleavings.check(Tested.class, Twin.class, SPINS_MAX);
    }

    /** What the writer does and readers ask, once of the engine's class and once of a number. */
    interface Batches {
        void publish();

        /** Writes what was published, and forgets all of it. */
        void commitAndForget();

        /** Writes what was published, and forgets the row and one of the keys, as when there is room for one. */
        void commitAndForgetSome();

        /** What two keys, a row and the high-water time say. */
        String read();
    }

    /** The engine's class, beside a store that shows what was committed last. */
    public static class Tested implements Batches {
        private static final GroupKey ALICE = new GroupKey(0, new byte[] {1});
        private static final GroupKey BOB = new GroupKey(0, new byte[] {2});
        private static final RowKey NAME = new RowKey("user", new byte[] {1});
        private static final int BATCHES_MAX = 8;

        /** By the number of batches: a timeline of as many buckets, and a row observed at that time. */
        private static final List<Timeline> TIMELINES =
                IntStream.range(0, BATCHES_MAX).mapToObj(Tested::timeline).toList();

        private static final List<Row> ROWS = IntStream.range(0, BATCHES_MAX)
                .mapToObj(batch -> Row.EMPTY.with(Map.of("name", "of batch " + batch), batch))
                .toList();

        private final PublishedState state = new PublishedState(at(0));
        private int published;
        /** The batch that the store has; an open view keeps the one it was opened at. */
        private volatile int committed;

        private static Timeline timeline(int buckets) {
            TimelineEditor editor = Timeline.empty(Layer.of(BucketGrid.fromEpoch(1), ColumnType.NONE, "count"))
                    .edit();
            for (int bucket = 0; bucket < buckets; bucket++) {
                editor.addRow(bucket);
            }
            return editor.publish();
        }

        @Operation(nonParallelGroup = "writer")
        @Override
        public void publish() {
            published++;
            List<Timeline> timelines = List.of(TIMELINES.get(published));
            state.publish(
                    new PublishedState.Changes(
                            Map.of(ALICE, timelines, BOB, timelines), Map.of(NAME, ROWS.get(published)), Map.of()),
                    at(published));
        }

        private static PublishedState.HighWater at(long millis) {
            return new PublishedState.HighWater(new long[] {millis}, new long[0], new long[0]);
        }

        @Operation(nonParallelGroup = "writer")
        @Override
        public void commitAndForget() {
            commitAndForgetSome();
            state.forgetKey(BOB);
        }

        @Operation(nonParallelGroup = "writer")
        @Override
        public void commitAndForgetSome() {
            committed = published;
            state.forgetRows(Map.of(NAME, ROWS.get(published)));
            state.forgetKey(ALICE);
        }

        @Operation(blocking = true)
        @Override
        public String read() {
            try (Boundary boundary = state.consistently(this::boundary)) {
                return text(
                        boundary.alice().map(Tested::buckets).orElse(boundary.view()),
                        boundary.bob().map(Tested::buckets).orElse(boundary.view()),
                        boundary.name().map(Tested::observed).orElse(boundary.view()),
                        boundary.highWaterMillis());
            } catch (StoreException e) {
                throw new AssertionError("nothing here reads a disk", e);
            }
        }

        /** Memory first, then the store, as every reader of the engine does. */
        private Boundary boundary() {
            Optional<List<Timeline>> alice = state.timelines(ALICE);
            Optional<List<Timeline>> bob = state.timelines(BOB);
            Optional<Row> name = state.row(NAME);
            return new Boundary(alice, bob, name, state.highWater().layersMillis()[0], committed);
        }

        private static int buckets(List<Timeline> timelines) {
            return timelines.getFirst().bucketCount();
        }

        private static int observed(Row row) {
            return (int) row.value("name").orElseThrow().observedAtMillis();
        }

        private record Boundary(
                Optional<List<Timeline>> alice,
                Optional<List<Timeline>> bob,
                Optional<Row> name,
                long highWaterMillis,
                int view)
                implements PublishedState.Held {
            @Override
            public void close() {
                // The view is a number.
            }
        }
    }

    /** The number of batches: whatever else there is to read says the same. */
    public static class Twin implements Batches {
        private int batches;

        @Override
        public void publish() {
            batches++;
        }

        @Override
        public void commitAndForget() {
            // Where a value lies does not show.
        }

        @Override
        public void commitAndForgetSome() {
            // Nor that some are elsewhere.
        }

        @Override
        public String read() {
            return text(batches, batches, batches, batches);
        }
    }

    private static String text(int alice, int bob, int name, long highWaterMillis) {
        return "alice " + alice + ", bob " + bob + ", name " + name + ", time " + highWaterMillis;
    }
}
