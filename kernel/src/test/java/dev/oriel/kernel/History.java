package dev.oriel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.aggregation.EventBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Does the same operations to a timeline, its store and its twin, and compares them. */
final class History {
    private static final int CHECKED_ENTRIES_MAX = 300;
    private static final int OPERATIONS_BETWEEN_CHECKS = 150;
    private static final int PUBLISHES_BETWEEN_HELD = 25;
    private static final int LINES_MAX = 60;
    /** Reducing a failure ends then, however long it still is. */
    private static final int REPLAYS_MAX = 1_000;

    /** What has happened while a tree had three levels of nodes or more. */
    static final class Counts {
        long operations;
        long deepOperations;
        long deepLateAdds;
        long deepSplits;
        long deepWithdrawals;
        long deepDrops;
        int levelsMax;

        @Override
        public String toString() {
            return operations + " operations; over three levels and more " + deepOperations + ", of them "
                    + deepLateAdds
                    + " late adds with " + deepSplits + " splits, " + deepWithdrawals + " withdrawals, " + deepDrops
                    + " drops; levels at most " + levelsMax;
        }
    }

    private final Layer layer;
    private final boolean tracked;
    private final Counts counts;
    private final TimelineTwin twin;
    private final EventBuffer buffer;
    private final List<Timeline> heldVersions = new ArrayList<>();
    private final List<MemoryBuckets> heldContents = new ArrayList<>();

    private MemoryBuckets store = new MemoryBuckets();
    private Timeline timeline;
    private TimelineEditor editor;
    private long firstKept = Long.MIN_VALUE;
    private int publishes;
    private int sinceCheck;

    /**
     * @param tracked whether edits tell a store what changes
     */
    History(Layer layer, boolean tracked, Counts counts) {
        this.layer = layer;
        this.tracked = tracked;
        this.counts = counts;
        this.twin = new TimelineTwin(layer);
        this.buffer = new EventBuffer(layer.columns());
        this.timeline = Timeline.empty(layer);
        this.editor = start();
    }

    TimelineTwin twin() {
        return twin;
    }

    void apply(Operation operation) {
        int levels = TreeChecker.levels(editor);
        counts.operations++;
        counts.levelsMax = Math.max(counts.levelsMax, levels);
        boolean isDeep = levels >= 3;
        counts.deepOperations += isDeep ? 1 : 0;
        switch (operation) {
            case Operation.Add add -> add(add.event(), isDeep);
            case Operation.Withdraw withdraw -> withdraw(withdraw.event(), isDeep);
            case Operation.DropBefore drop -> {
                counts.deepDrops += isDeep && !twin.isEmpty() && twin.firstBucket() < drop.bucket() ? 1 : 0;
                editor.dropBefore(drop.bucket());
                firstKept = Math.max(firstKept, drop.bucket());
                twin.dropBefore(firstKept);
            }
            case Operation.Publish unused -> publish();
            case Operation.Restore unused -> {
                publish();
                restore();
            }
            case Operation.Kill unused -> {
                twin.rollBack();
                restore();
            }
            case Operation.Ask ask -> ask(ask);
        }
        if (twin.size() < CHECKED_ENTRIES_MAX || ++sinceCheck >= OPERATIONS_BETWEEN_CHECKS) {
            sinceCheck = 0;
            TreeChecker.check(layer, editor);
        }
    }

    /** Compares everything there is, down to the bytes, with a timeline that saw just the events that are left, in any order. */
    void end(Random random) {
        publish();
        List<Event> left = twin.all();
        Collections.shuffle(left, random);
        TimelineEditor fresh = Timeline.empty(layer).editUntracked();
        left.forEach(event -> assertThat(addTo(fresh, event)).isTrue());
        MemoryBuckets expected = MemoryBuckets.of(fresh.publish());
        MemoryBuckets.of(timeline).assertSameAs(expected);
        if (tracked) {
            store.assertSameAs(expected);
        }
        for (int i = 0; i < heldVersions.size(); i++) {
            MemoryBuckets.of(heldVersions.get(i)).assertSameAs(heldContents.get(i));
            TreeChecker.check(heldVersions.get(i));
        }
    }

    private void add(Event event, boolean isDeep) {
        boolean isLate = isDeep && bucketOf(event) < twin.lastBucket();
        int leaves = isLate ? TreeChecker.leaves(editor) : 0;
        boolean added = addTo(editor, event);
        assertThat(added).as("added %s", event).isEqualTo(bucketOf(event) >= firstKept);
        if (added) {
            twin.add(event);
        }
        if (isLate) {
            counts.deepLateAdds++;
            counts.deepSplits += TreeChecker.leaves(editor) > leaves ? 1 : 0;
        }
    }

    private void withdraw(Event event, boolean isDeep) {
        if (!layer.withdrawalObstacles().isEmpty()) {
            assertThatThrownBy(() -> editor.withdraw(fill(event))).isInstanceOf(IllegalStateException.class);
            return;
        }
        Event like = twin.like(event);
        boolean cannotBeTold = !layer.keepsEvents() && like == null && twin.hasAsNull(event);
        if (cannotBeTold) {
            return;
        }
        assertThat(editor.withdraw(fill(event))).as("withdrew %s", event).isEqualTo(like != null);
        if (like != null) {
            twin.remove(like);
            counts.deepWithdrawals += isDeep ? 1 : 0;
        }
    }

    private void publish() {
        if (tracked) {
            store.follow(editor, bucket -> {});
        }
        timeline = editor.publish();
        if (!tracked) {
            store = MemoryBuckets.of(timeline);
        }
        twin.commit();
        check();
        if (publishes++ % PUBLISHES_BETWEEN_HELD == 0) {
            heldVersions.add(timeline);
            heldContents.add(MemoryBuckets.of(timeline));
        }
        editor = start();
    }

    private void restore() {
        timeline = store.restore(layer);
        TreeChecker.check(timeline);
        check();
        MemoryBuckets.of(timeline).assertSameAs(store);
        editor = start();
    }

    private TimelineEditor start() {
        firstKept = Long.MIN_VALUE;
        return tracked ? timeline.edit() : timeline.editUntracked();
    }

    private void check() {
        if (twin.size() < CHECKED_ENTRIES_MAX) {
            TreeChecker.check(timeline);
        }
        assertThat(timeline.bucketCount()).as("buckets").isEqualTo(twin.bucketCount());
        assertThat(timeline.isEmpty()).isEqualTo(twin.isEmpty());
        if (!twin.isEmpty()) {
            assertThat(timeline.firstBucket()).isEqualTo(twin.firstBucket());
            assertThat(timeline.lastBucket()).isEqualTo(twin.lastBucket());
        }
    }

    private void ask(Operation.Ask ask) {
        long[] froms = ask.fromBuckets().stream().mapToLong(Long::longValue).toArray();
        Fold[] folds = editor.fold(froms, ask.toBucket());
        for (int i = 0; i < froms.length; i++) {
            List<Event> events = twin.events(froms[i], ask.toBucket());
            int buckets = layer.keepsEvents() ? events.size() : twin.bucketCount(froms[i], ask.toBucket());
            List<AggregateValue> expected = expected(events);
            assertSame(folds[i], expected, buckets);
            assertSame(editor.fold(froms[i], ask.toBucket()), expected, buckets);
            if (twin.isCommitted()) {
                assertSame(timeline.fold(froms[i], ask.toBucket()), expected, buckets);
            }
        }
    }

    private static void assertSame(Fold fold, List<AggregateValue> expected, int buckets) {
        for (int part = 0; part < expected.size(); part++) {
            assertThat(fold.value(part)).as("part %d", part).isEqualTo(expected.get(part));
        }
        assertThat(fold.bucketsUsed()).as("buckets used").isEqualTo(buckets);
    }

    private List<AggregateValue> expected(List<Event> events) {
        List<AggregateValue> expected = new ArrayList<>();
        for (Layer.Part part : layer.parts()) {
            expected.add(
                    part.id().equals(TimesSeen.ID)
                            ? TimesSeen.expected(events)
                            : Naive.result(part.id(), layer.column(), events));
        }
        return expected;
    }

    private boolean addTo(TimelineEditor target, Event event) {
        // Both ways of adding must do the same.
        if ((event.millis() & 1) == 0) {
            return target.add(fill(event));
        }
        if (layer.column() == ColumnType.NONE) {
            return target.addRow(event.millis());
        }
        if (!event.hasValue()) {
            return target.addNull(event.millis());
        }
        return layer.column() == ColumnType.LONG
                ? target.addLong(event.millis(), event.valueBits())
                : target.addDouble(event.millis(), event.asDouble());
    }

    private EventBuffer fill(Event event) {
        return Streams.fill(buffer, layer, event);
    }

    private long bucketOf(Event event) {
        return layer.grid().bucketOf(event.millis());
    }

    /** The shortest part of a history, found by leaving out runs of operations, that still fails; how it does. */
    static String reduced(Layer layer, boolean tracked, List<Operation> operations) {
        List<Operation> kept = new ArrayList<>(operations);
        int replays = 0;
        for (int run = Math.max(1, kept.size() / 2); run >= 1; run /= 2) {
            for (int from = 0; from + run <= kept.size() && replays < REPLAYS_MAX; replays++) {
                List<Operation> without = new ArrayList<>(kept);
                without.subList(from, from + run).clear();
                if (failure(layer, tracked, without) != null) {
                    kept = without;
                } else {
                    from += run;
                }
            }
        }
        StringBuilder text = new StringBuilder();
        kept.stream().limit(LINES_MAX).forEach(operation -> text.append("\n  ").append(operation));
        if (kept.size() > LINES_MAX) {
            text.append("\n  … and ")
                    .append(kept.size() - LINES_MAX)
                    .append(" more, the last ")
                    .append(kept.getLast());
        }
        return kept.size() + " operations fail: " + failure(layer, tracked, kept) + text;
    }

    private static @Nullable Throwable failure(Layer layer, boolean tracked, List<Operation> operations) {
        try {
            History history = new History(layer, tracked, new Counts());
            operations.forEach(history::apply);
            history.end(new Random(0));
            return null;
        } catch (AssertionError | RuntimeException problem) {
            return problem;
        }
    }
}
