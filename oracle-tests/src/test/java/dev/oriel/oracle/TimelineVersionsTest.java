package dev.oriel.oracle;

import dev.oriel.kernel.BucketGrid;
import dev.oriel.kernel.Fold;
import dev.oriel.kernel.Layer;
import dev.oriel.kernel.Timeline;
import dev.oriel.kernel.TimelineEditor;
import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.aggregation.ColumnType;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** Readers of a published timeline see whole versions, one after the other, while one writer makes the next from it. */
class TimelineVersionsTest {
    /** Farther apart than a leaf reaches, so that a few buckets already make a tree of leaves and a tail. */
    private static final long FAR = 1L << 31;

    private static final long OLDEST = 0;
    private static final long MIDDLE = FAR;
    private static final long NEWEST = 2 * FAR;
    /** One more makes events of a bucket into a state. */
    private static final int EVENTS_PER_BUCKET = 4;

    private static final int LOOP_ROUNDS_MAX = 100;
    private static final long EVERYTHING_FROM = -FAR;
    private static final long EVERYTHING_TO = 3 * FAR;
    /** So different that their sum needs numbers beside the cells, which versions share too. */
    private static final double LARGE = 0x1p300;

    private static final double SMALL = 3.0;

    @Test
    void D11_readersBesideTheWriter_seeWholeVersions_thatNeverChange() {
        Interleavings.check(Published.class, Twin.class, LOOP_ROUNDS_MAX);
    }

    private static long firstKept(int drops) {
        return Math.min(drops - 1, 1) * FAR + 1;
    }

    /** What the writer does and readers ask, once by the kernel and once by lists. */
    interface Versions {
        /** One batch: an event in the middle bucket, one in the newest, one late where no bucket is yet. */
        void publishBatch();

        /** One batch that takes the oldest bucket and those before it away, then the middle one, then nothing. */
        void publishDrop();

        /** An edit that nobody publishes. */
        void abandonBatch();

        /** Everything about one version, and then once more. */
        String readTwice();
    }

    /** As the engine has it: a version behind a volatile field, each made from the one before it. */
    public static class Published implements Versions {
        private static final Layer LAYER = Layer.of(BucketGrid.fromEpoch(1), ColumnType.DOUBLE, "count", "sum");

        private volatile Timeline published = first();
        private int batches;
        private int drops;

        private static Timeline first() {
            TimelineEditor editor = Timeline.empty(LAYER).edit();
            for (long bucket : new long[] {OLDEST, MIDDLE, NEWEST}) {
                for (int event = 0; event < EVENTS_PER_BUCKET; event++) {
                    editor.addDouble(bucket, SMALL);
                }
            }
            return editor.publish();
        }

        @Operation(nonParallelGroup = "writer")
        @Override
        public void publishBatch() {
            published = batch().publish();
            batches++;
        }

        @Operation(nonParallelGroup = "writer")
        @Override
        public void publishDrop() {
            TimelineEditor editor = published.edit();
            editor.dropBefore(firstKept(++drops));
            published = editor.publish();
        }

        @Operation(nonParallelGroup = "writer")
        @Override
        public void abandonBatch() {
            batch();
        }

        private TimelineEditor batch() {
            TimelineEditor editor = published.edit();
            editor.addDouble(MIDDLE, LARGE);
            editor.addDouble(NEWEST, batches + SMALL);
            editor.addDouble(-1 - batches, -LARGE);
            return editor;
        }

        @Operation
        @Override
        public String readTwice() {
            Timeline held = published;
            return read(held) + " " + read(held);
        }

        private static String read(Timeline timeline) {
            Fold fold = timeline.fold(EVERYTHING_FROM, EVERYTHING_TO);
            return text(
                    fold.bucketsUsed(),
                    ((AggregateValue.OfLong) fold.value(0)).value(),
                    ((AggregateValue.OfDouble) fold.value(1)).value());
        }
    }

    /** The same by lists of events, one call after the other. */
    public static class Twin implements Versions {
        private final List<Event> events = new ArrayList<>();
        private int batches;
        private int drops;

        private record Event(long bucket, double value) {}

        public Twin() {
            for (long bucket : new long[] {OLDEST, MIDDLE, NEWEST}) {
                for (int event = 0; event < EVENTS_PER_BUCKET; event++) {
                    events.add(new Event(bucket, SMALL));
                }
            }
        }

        @Override
        public void publishBatch() {
            events.add(new Event(MIDDLE, LARGE));
            events.add(new Event(NEWEST, batches + SMALL));
            events.add(new Event(-1 - batches, -LARGE));
            batches++;
        }

        @Override
        public void publishDrop() {
            long keptFrom = firstKept(++drops);
            events.removeIf(event -> event.bucket() < keptFrom);
        }

        @Override
        public void abandonBatch() {
            // Nothing of it shows.
        }

        @Override
        public String readTwice() {
            long buckets = events.stream().map(Event::bucket).distinct().count();
            String once = text(buckets, events.size(), sum(true) + sum(false));
            return once + " " + once;
        }

        /** Of the large ones, which cancel, or of the others, which are small integers: no partial sum is rounded. */
        private double sum(boolean large) {
            return events.stream()
                    .mapToDouble(Event::value)
                    .filter(value -> Math.abs(value) == LARGE == large)
                    .sum();
        }
    }

    private static String text(long buckets, long count, double sum) {
        return buckets + " buckets, " + count + " events, sum " + sum;
    }
}
