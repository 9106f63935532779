package dev.oriel.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.kernel.aggregation.Aggregations;
import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.aggregation.EventBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What expires is given back: nobody holds on to it. */
class NothingLeftTest {
    private static final int BUCKETS = 6_000;
    private static final Layer SUMS = Layer.of(BucketGrid.fromEpoch(1_000), ColumnType.DOUBLE, "var", "min");
    /** With states that are objects, and wide numbers among them. */
    private static final Layer OBJECTS = new Layer(
            BucketGrid.fromEpoch(1_000),
            ColumnType.DOUBLE,
            List.of(
                    new Layer.Part("var", Aggregations.of("var", ColumnType.DOUBLE)),
                    new Layer.Part(TimesSeen.ID, new TimesSeen())));

    private static final List<Layer> LAYERS = List.of(SUMS, SUMS.keepingEvents(), OBJECTS, OBJECTS.keepingEvents());

    @Test
    void B069_dropBefore_everything_leavesAFewSmallObjects() {
        for (Layer layer : LAYERS) {
            TimelineEditor editor = filled(layer).edit();
            editor.dropBefore(BUCKETS);
            Timeline empty = editor.publish();
            assertThat(empty.isEmpty()).isTrue();
            Reachable left = Reachable.from(empty);
            // The timeline, its leaf, and the leaf's two empty arrays.
            assertThat(left.count()).isLessThanOrEqualTo(4);
            assertThat(left.elements()).isZero();
        }
    }

    @Test
    void B069_dropBefore_some_holdsOnToNoLeafOrStateOfThose() {
        for (Layer layer : LAYERS) {
            Timeline timeline = filled(layer);
            List<Leaf> leaves = Reachable.from(timeline).of(Leaf.class).toList();
            for (int kept : new int[] {0, 1, 31, 32, 33, 2_000, BUCKETS - 1}) {
                TimelineEditor editor = timeline.edit();
                editor.dropBefore(BUCKETS - kept);
                Timeline rest = editor.publish();
                if (kept == Leaf.ENTRIES_MAX + 1) {
                    assertThat(TreeChecker.check(rest).levels()).isEqualTo(1);
                }
                Reachable left = Reachable.from(rest);
                for (Leaf leaf : leaves) {
                    if (leaf.last() < BUCKETS - kept) {
                        assertThat(left.contains(leaf))
                                .as("leaf from %d", leaf.first())
                                .isFalse();
                    }
                }
                // As few as a timeline that only ever saw those, but for thin nodes at the cut, one a level.
                assertThat(left.of(Leaf.class).count()).isLessThanOrEqualTo(kept / Leaf.ENTRIES_MAX + 2L);
                assertThat(left.of(Node.class).count()).isLessThanOrEqualTo(kept / 32 / 16 + 1 + kept / 32 / 256 + 4L);
            }
        }
    }

    @Test
    void B069_dropBefore_editThatIsNeverPublished_keepsWhatItWindowsNeed() {
        for (Layer layer : LAYERS) {
            TimelineEditor editor = Timeline.empty(layer).editUntracked();
            int most = 0;
            for (int bucket = 0; bucket < 3 * BUCKETS; bucket++) {
                add(editor, layer, bucket);
                editor.dropBefore(bucket - 1_000);
                if (bucket % 500 == 0) {
                    editor.fold(bucket - 1_000, bucket);
                    most = Math.max(
                            most, (int) Reachable.from(editor).of(Leaf.class).count());
                }
            }
            assertThat(most).isBetween(30, 1_000 / Leaf.ENTRIES_MAX + 3);
            TreeChecker.check(layer, editor);
        }
    }

    @Test
    void B069_withdraw_everything_leavesNoTreeAndNoState() {
        for (Layer layer : List.of(SUMS.keepingEvents(), OBJECTS, OBJECTS.keepingEvents())) {
            TimelineEditor editor = filled(layer).edit();
            EventBuffer buffer = new EventBuffer(layer.columns());
            for (int bucket = BUCKETS - 1; bucket >= 0; bucket--) {
                assertThat(editor.withdraw(fill(buffer, bucket * 7 % BUCKETS))).isTrue();
            }
            Timeline empty = editor.publish();
            assertThat(empty.isEmpty()).isTrue();
            Reachable left = Reachable.from(empty);
            assertThat(left.of(Node.class)).isEmpty();
            assertThat(left.of(Object[][].class).flatMap(Arrays::stream).allMatch(Objects::isNull))
                    .isTrue();
        }
    }

    @Test
    void publish_anyVersion_holdsOnToNoEdit() {
        for (Layer layer : LAYERS) {
            TimelineEditor editor = Timeline.empty(layer).edit();
            add(editor, layer, 7);
            Timeline one = editor.publish();
            assertThat(Reachable.from(one).of(Edit.class)).isEmpty();
            assertThat(Reachable.from(one).of(TimelineEditor.class)).isEmpty();
            Timeline many = filled(layer);
            for (int round = 0; round < 50; round++) {
                TimelineEditor next = many.edit();
                for (int i = 0; i < 20; i++) {
                    add(next, layer, (round * 613 + i * 977) % BUCKETS);
                }
                many = next.publish();
                assertThat(Reachable.from(many).of(Edit.class)).isEmpty();
            }
            Timeline restored = MemoryBuckets.of(many).restore(layer);
            assertThat(Reachable.from(restored).of(Edit.class)).isEmpty();
            assertThat(Reachable.from(restored).of(BucketCodec.class)).isEmpty();
        }
    }

    private static Timeline filled(Layer layer) {
        TimelineEditor editor = Timeline.empty(layer).editUntracked();
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            add(editor, layer, bucket);
        }
        return editor.publish();
    }

    private static void add(TimelineEditor editor, Layer layer, int bucket) {
        assertThat(editor.add(fill(new EventBuffer(layer.columns()), bucket))).isTrue();
    }

    private static EventBuffer fill(EventBuffer buffer, int bucket) {
        return buffer.start(bucket * 1_000L).setDouble(0, bucket % 5 == 0 ? 1e300 : bucket);
    }
}
