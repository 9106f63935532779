package dev.oriel.kernel.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.oriel.kernel.bytes.CorruptStateException;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import dev.oriel.kernel.random.Seeds;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The laws of {@link StateAggregation}, checked over random events against a naive twin. Equal states are those of equal bytes.
 *
 * <p>An aggregation of {@link Determinism#BOUNDED} must be made with room for {@link #eventsMany()} distinct events.
 *
 * @param <S> the state
 */
abstract class StateAggregationContract<S> {
    private static final int EVENTS_MAX = 30;
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final StateAggregation<S> aggregation;
    private final List<ColumnType> columns;
    private final EventBuffer buffer;

    /** The contract of {@code aggregation} over events with {@code columns}, of which there may be more than it reads. */
    StateAggregationContract(StateAggregation<S> aggregation, ColumnType... columns) {
        this.aggregation = aggregation;
        this.columns = List.of(columns);
        this.buffer = new EventBuffer(this.columns);
    }

    /** The value of these events, which are in any order, by the simplest way that comes to mind. */
    abstract AggregateValue naive(List<TestEvent> events);

    /** Checks the value of a state of these events. To be overridden where an estimate is to be near the twin's value. */
    void assertResult(S state, List<TestEvent> events) {
        assertThat(aggregation.result(state)).as(events::toString).isEqualTo(naive(events));
    }

    /** How many events "many" are. */
    int eventsMany() {
        return 3_000;
    }

    /** What reading {@code length} bytes, which may be wrong ones, may allocate. */
    long readBytesMax(int length) {
        return 64 * 1_024 + 100L * length;
    }

    @Test
    void D11_result_anyEvents_agreesWithNaiveTwin() {
        Seeds.forEach(1_000, random -> {
            List<TestEvent> events = events(random);
            assertResult(stateOf(events), events);
        });
    }

    @Test
    void D11_result_noneAndOne_agreesWithNaiveTwin() {
        assertResult(aggregation.create(), List.of());
        Seeds.forEach(300, random -> {
            List<TestEvent> one = TestEvents.random(random, columns, 1);
            assertResult(stateOf(one), one);
        });
    }

    @Test
    void D11_result_manyEvents_agreesWithNaiveTwinAndIsSameBytesInAnyOrder() {
        Seeds.forEach(5, random -> {
            List<TestEvent> events = TestEvents.random(random, columns, eventsMany());
            S inOrder = stateOf(events);
            assertResult(inOrder, events);
            assertThat(bytes(mergeTree(shuffled(events, random), random))).isEqualTo(bytes(inOrder));
        });
    }

    @Test
    void D11_result_anyOrderAndMergeTree_sameBytesAndResult() {
        Seeds.forEach(50, random -> {
            List<TestEvent> events = events(random);
            S inOrder = stateOf(events);
            byte[] expected = bytes(inOrder);
            for (int i = 0; i < 20; i++) {
                List<TestEvent> shuffled = shuffled(events, random);
                S merged = mergeTree(shuffled, random);
                assertThat(bytes(merged)).as(shuffled::toString).isEqualTo(expected);
                assertThat(aggregation.result(merged)).isEqualTo(aggregation.result(inOrder));
            }
        });
    }

    @Test
    void D11_result_everyPermutationOfOddEvents_sameBytes() {
        List<TestEvent> events = TestEvents.odd(columns);
        assertResult(stateOf(events), events);
        byte[] expected = bytes(stateOf(events));
        int permutations = forEachPermutation(
                events.toArray(new TestEvent[0]),
                events.size(),
                permuted -> assertThat(bytes(stateOf(Arrays.asList(permuted))))
                        .as(() -> Arrays.toString(permuted))
                        .isEqualTo(expected));
        assertThat(permutations).isEqualTo(5_040);
    }

    @Test
    void D11_result_windowThatGrowsSlidesAndShrinks_agreesWithFreshState() {
        Seeds.forEach(100, random -> {
            List<List<TestEvent>> buckets = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                buckets.add(TestEvents.random(random, columns, random.nextInt(6)));
            }
            int width = 1 + random.nextInt(buckets.size());
            S rolling = aggregation.create();
            for (int end = 1; end <= buckets.size() + width; end++) {
                int to = Math.min(end, buckets.size());
                int from = Math.max(0, end - width);
                S fresh = stateOf(flat(buckets.subList(from, to)));
                if (aggregation instanceof Invertible<S> invertible) {
                    mergeIfThere(rolling, buckets, end - 1);
                    if (end > width) {
                        invertible.subtract(rolling, stateOf(buckets.get(from - 1)));
                    }
                } else {
                    rolling = mergedBuckets(buckets.subList(from, to));
                }
                assertThat(bytes(rolling))
                        .as(() -> "buckets " + from + " to " + to)
                        .isEqualTo(bytes(fresh));
                assertResult(rolling, flat(buckets.subList(from, to)));
            }
            assertThat(aggregation.isEmpty(rolling)).isTrue();
        });
    }

    @Test
    void B082_merge_withNothing_isIdentity() {
        Seeds.forEach(300, random -> {
            S state = stateOf(events(random));
            assertThat(bytes(merged(state, aggregation.create()))).isEqualTo(bytes(state));
            assertThat(bytes(merged(aggregation.create(), state))).isEqualTo(bytes(state));
        });
    }

    @Test
    void B082_merge_isCommutativeAndAssociative_andLeavesItsSource() {
        Seeds.forEach(500, random -> {
            S a = stateOf(events(random));
            S b = stateOf(events(random));
            S c = stateOf(events(random));
            byte[] before = bytes(b);
            S merged = merged(a, b);
            assertThat(bytes(merged)).isEqualTo(bytes(merged(b, a)));
            assertThat(bytes(merged(merged, c))).isEqualTo(bytes(merged(a, merged(b, c))));
            addAll(merged, events(random));
            assertThat(bytes(b)).isEqualTo(before);
        });
    }

    @Test
    void B083_read_written_givesEqualStateThatGoesOn() {
        Seeds.forEach(500, random -> {
            List<TestEvent> events = events(random);
            S state = stateOf(events);
            S restored = read(bytes(state));
            assertThat(bytes(restored)).isEqualTo(bytes(state));
            assertResult(restored, events);
            S more = stateOf(events(random));
            assertThat(bytes(merged(restored, more))).isEqualTo(bytes(merged(state, more)));
            List<TestEvent> added = events(random);
            addAll(restored, added);
            addAll(state, added);
            assertThat(bytes(restored)).isEqualTo(bytes(state));
        });
    }

    @Test
    void B083_read_cutShort_isCorrupt() {
        Seeds.forEach(300, random -> {
            byte[] whole = bytes(stateOf(events(random)));
            assertThat(whole)
                    .as("a state of no bytes cannot be told from a lost one")
                    .isNotEmpty();
            byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
            assertThatThrownBy(() -> read(cut)).isInstanceOf(CorruptStateException.class);
        });
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void B083_read_changedBytes_givesSoundStateOrIsCorrupt() {
        Seeds.forEach(3_000, random -> {
            byte[] changed = changed(bytes(stateOf(events(random))), random);
            Optional<S> sound = readIfSound(changed);
            // Once more, to measure: the first of each error links the code that words it.
            long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
            Optional<S> again = readIfSound(changed);
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
            assertThat(again.isPresent()).isEqualTo(sound.isPresent());
            assertThat(allocated)
                    .as(() -> "bytes allocated to read " + Arrays.toString(changed))
                    .isLessThan(readBytesMax(changed.length));
            if (sound.isEmpty()) {
                return;
            }
            S state = sound.get();
            byte[] written = bytes(state);
            assertThat(bytes(read(written))).as(() -> Arrays.toString(changed)).isEqualTo(written);
            assertThat(aggregation.isEmpty(state)).isEqualTo(isLikeNew(state));
            assertThat(aggregation.result(state)).isEqualTo(aggregation.result(read(written)));
            S other = stateOf(events(random));
            assertThat(bytes(merged(state, other)))
                    .as(() -> Arrays.toString(changed))
                    .isEqualTo(bytes(merged(other, state)));
        });
    }

    @Test
    void copy_eitherChanged_leavesTheOther() {
        Seeds.forEach(300, random -> {
            S state = stateOf(events(random));
            byte[] before = bytes(state);
            S copy = aggregation.copy(state);
            assertThat(bytes(copy)).isEqualTo(before);
            addAll(copy, events(random));
            assertThat(bytes(state)).isEqualTo(before);
            S other = aggregation.copy(state);
            aggregation.merge(state, stateOf(events(random)));
            assertThat(bytes(other)).isEqualTo(before);
        });
    }

    @Test
    void result_asked_leavesState() {
        Seeds.forEach(300, random -> {
            S state = stateOf(events(random));
            byte[] before = bytes(state);
            AggregateValue result = aggregation.result(state);
            assertThat(aggregation.result(state)).isEqualTo(result);
            assertThat(bytes(state)).isEqualTo(before);
        });
    }

    @Test
    void isEmpty_anyState_meansBytesOfANewOne() {
        assertThat(aggregation.isEmpty(aggregation.create())).isTrue();
        Seeds.forEach(500, random -> {
            S state =
                    stateOf(TestEvents.random(random, columns, random.nextInt(random.nextBoolean() ? 3 : EVENTS_MAX)));
            assertThat(aggregation.isEmpty(state)).isEqualTo(isLikeNew(state));
        });
    }

    @Test
    void D11_subtract_whatWasMerged_undoesItExactly() {
        assumeThat(aggregation).as("only some can be subtracted").isInstanceOf(Invertible.class);
        Invertible<S> invertible = (Invertible<S>) aggregation;
        Seeds.forEach(1_000, random -> {
            S kept = stateOf(events(random));
            S passing = stateOf(events(random));
            S both = merged(kept, passing);
            byte[] before = bytes(passing);
            invertible.subtract(both, passing);
            assertThat(bytes(both)).isEqualTo(bytes(kept));
            assertThat(bytes(passing)).isEqualTo(before);
            invertible.subtract(both, kept);
            assertThat(aggregation.isEmpty(both)).isTrue();
        });
    }

    @Test
    void inputs_columnsAndForm_suitTheEvents() {
        for (StateAggregation.Input input : aggregation.inputs()) {
            assertThat(columns.get(input.column())).isEqualTo(input.type());
        }
        assertThat(aggregation.format()).isBetween(1, 255);
        assertThat(aggregation instanceof Approximate<S>)
                .as("exact means that the result is the twin's; anything else says how far off it may be")
                .isEqualTo(aggregation.determinism() != Determinism.EXACT);
    }

    /** A new state with these events. */
    final S stateOf(List<TestEvent> events) {
        S state = aggregation.create();
        addAll(state, events);
        return state;
    }

    final byte[] bytes(S state) {
        StateWriter target = new StateWriter();
        aggregation.write(state, target);
        return target.toByteArray();
    }

    private List<TestEvent> events(Random random) {
        return TestEvents.random(random, columns, random.nextInt(EVENTS_MAX));
    }

    private void addAll(S state, List<TestEvent> events) {
        // One buffer for all: a state that kept the view instead of what it shows would change under our feet.
        events.forEach(event -> aggregation.add(state, event.into(buffer)));
        buffer.start(0);
    }

    private S merged(S left, S right) {
        S merged = aggregation.copy(left);
        aggregation.merge(merged, right);
        return merged;
    }

    private S mergedBuckets(List<List<TestEvent>> buckets) {
        S merged = aggregation.create();
        buckets.forEach(bucket -> aggregation.merge(merged, stateOf(bucket)));
        return merged;
    }

    private void mergeIfThere(S into, List<List<TestEvent>> buckets, int bucket) {
        if (bucket < buckets.size()) {
            aggregation.merge(into, stateOf(buckets.get(bucket)));
        }
    }

    private S mergeTree(List<TestEvent> events, Random random) {
        if (events.size() <= 1 || random.nextInt(5) == 0) {
            return stateOf(events);
        }
        int middle = random.nextInt(events.size() + 1);
        S left = mergeTree(events.subList(0, middle), random);
        aggregation.merge(left, mergeTree(events.subList(middle, events.size()), random));
        return left;
    }

    private S read(byte[] bytes) {
        StateReader source = new StateReader(bytes);
        S state = aggregation.read(source);
        source.requireEnd();
        return state;
    }

    private boolean isLikeNew(S state) {
        return Arrays.equals(bytes(state), bytes(aggregation.create()));
    }

    /** The state that these bytes, which may be wrong ones, are taken for; whatever else than being corrupt is thrown, goes on. */
    private Optional<S> readIfSound(byte[] bytes) {
        try {
            return Optional.of(aggregation.read(new StateReader(bytes)));
        } catch (CorruptStateException told) {
            return Optional.empty();
        }
    }

    /** Some bits flipped, or a run of ones or noise, or bytes left out or put in. */
    private static byte[] changed(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        int at = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(Math.min(12, bytes.length - at));
        switch (random.nextInt(5)) {
            case 0 -> changed[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            case 1 -> Arrays.fill(changed, at, at + length, (byte) -1);
            case 2 -> {
                for (int i = at; i < at + length; i++) {
                    changed[i] = (byte) random.nextInt();
                }
            }
            case 3 -> changed = without(bytes, at, length);
            default -> {
                // A great number where a small one was: ones that go on, and a last byte.
                int ones = 1 + random.nextInt(9);
                changed = new byte[bytes.length + ones];
                System.arraycopy(bytes, 0, changed, 0, at);
                Arrays.fill(changed, at, at + ones, (byte) -1);
                System.arraycopy(bytes, at, changed, at + ones, bytes.length - at);
            }
        }
        return changed;
    }

    private static byte[] without(byte[] bytes, int at, int length) {
        byte[] rest = new byte[bytes.length - length];
        System.arraycopy(bytes, 0, rest, 0, at);
        System.arraycopy(bytes, at + length, rest, at, rest.length - at);
        return rest;
    }

    private static List<TestEvent> flat(List<List<TestEvent>> buckets) {
        return buckets.stream().flatMap(List::stream).toList();
    }

    private static List<TestEvent> shuffled(List<TestEvent> events, Random random) {
        List<TestEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    /** Heap's algorithm; returns the number of permutations visited. */
    private static int forEachPermutation(TestEvent[] values, int length, Consumer<TestEvent[]> visitor) {
        if (length == 1) {
            visitor.accept(values);
            return 1;
        }
        int visited = 0;
        for (int i = 0; i < length; i++) {
            visited += forEachPermutation(values, length - 1, visitor);
            int other = length % 2 == 0 ? i : 0;
            TestEvent kept = values[other];
            values[other] = values[length - 1];
            values[length - 1] = kept;
        }
        return visited;
    }
}
