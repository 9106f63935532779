package dev.oriel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.bytes.CorruptStateException;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import dev.oriel.kernel.random.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The laws of {@link Aggregation}, checked over random events. Equal states are those of equal bytes. */
abstract class AggregationContract<S> {
    private final Aggregation<S> aggregation;
    private final ColumnType column;

    AggregationContract(Aggregation<S> aggregation, ColumnType column) {
        this.aggregation = aggregation;
        this.column = column;
    }

    @Test
    void D11_result_anyEvents_equalsNaiveTwin() {
        Seeds.forEach(2_000, random -> {
            List<Event> events = Event.random(random, column, random.nextInt(30));
            assertThat(aggregation.result(stateOf(events)))
                    .as(events::toString)
                    .isEqualTo(Naive.result(aggregation.name(), column, events));
        });
    }

    @Test
    void D11_result_anyOrderAndMergeTree_sameBytesAndResult() {
        Seeds.forEach(1_000, random -> {
            List<Event> events = Event.random(random, column, 1 + random.nextInt(30));
            S inOrder = stateOf(events);
            List<Event> shuffled = new ArrayList<>(events);
            Collections.shuffle(shuffled, random);
            S merged = mergeTree(shuffled, random);
            assertThat(bytes(merged)).as(shuffled::toString).isEqualTo(bytes(inOrder));
            assertThat(aggregation.result(merged)).isEqualTo(aggregation.result(inOrder));
        });
    }

    @Test
    void D11_result_everyPermutationOfAdversarialValues_sameBytes() {
        double[] doubles = {0x1p106, 0x1p-54, -0x1p106, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, -0.0};
        long[] longs = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, 1, -1, 0};
        Event[] events = new Event[doubles.length];
        for (int i = 0; i < events.length; i++) {
            long bits = column == ColumnType.DOUBLE ? Double.doubleToRawLongBits(doubles[i]) : longs[i];
            events[i] = new Event(0, column != ColumnType.NONE, bits);
        }
        byte[] expected = bytes(stateOf(List.of(events)));
        int permutations = forEachPermutation(
                events,
                events.length,
                permuted -> assertThat(bytes(stateOf(Arrays.asList(permuted)))).isEqualTo(expected));
        assertThat(permutations).isEqualTo(5_040);
    }

    @Test
    void B082_merge_withNothing_isIdentity() {
        Seeds.forEach(300, random -> {
            List<Event> events = Event.random(random, column, random.nextInt(10));
            S left = stateOf(events);
            aggregation.merge(left, aggregation.create());
            S right = aggregation.create();
            aggregation.merge(right, stateOf(events));
            assertThat(bytes(left)).isEqualTo(bytes(stateOf(events))).isEqualTo(bytes(right));
        });
    }

    @Test
    void B082_merge_isCommutativeAndAssociative_andLeavesItsSource() {
        Seeds.forEach(1_000, random -> {
            S a = stateOf(Event.random(random, column, random.nextInt(10)));
            S b = stateOf(Event.random(random, column, random.nextInt(10)));
            S c = stateOf(Event.random(random, column, random.nextInt(10)));
            byte[] before = bytes(b);
            assertThat(bytes(merged(a, b))).isEqualTo(bytes(merged(b, a)));
            assertThat(bytes(merged(merged(a, b), c))).isEqualTo(bytes(merged(a, merged(b, c))));
            assertThat(bytes(b)).isEqualTo(before);
        });
    }

    @Test
    void B083_read_written_givesEqualStateThatGoesOn() {
        Seeds.forEach(1_000, random -> {
            S state = stateOf(Event.random(random, column, random.nextInt(20)));
            StateReader source = new StateReader(bytes(state));
            S restored = aggregation.read(source);
            source.requireEnd();
            assertThat(bytes(restored)).isEqualTo(bytes(state));
            assertThat(aggregation.result(restored)).isEqualTo(aggregation.result(state));
            S more = stateOf(Event.random(random, column, random.nextInt(5)));
            assertThat(bytes(merged(restored, more))).isEqualTo(bytes(merged(state, more)));
        });
    }

    @Test
    void read_cutShort_isCorrupt() {
        Seeds.forEach(300, random -> {
            byte[] whole = bytes(stateOf(Event.random(random, column, 1 + random.nextInt(10))));
            byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
            assertThatThrownBy(() -> aggregation.read(new StateReader(cut))).isInstanceOf(CorruptStateException.class);
        });
    }

    @Test
    void copy_changed_leavesOriginalAsItWas() {
        Seeds.forEach(300, random -> {
            S state = stateOf(Event.random(random, column, random.nextInt(10)));
            byte[] before = bytes(state);
            S copy = aggregation.copy(state);
            assertThat(bytes(copy)).isEqualTo(before);
            Event.random(random, column, 5).forEach(event -> add(copy, event));
            assertThat(bytes(state)).isEqualTo(before);
        });
    }

    @Test
    void isEmpty_new_isTrueAndHasResultOfNoEvents() {
        assertThat(aggregation.isEmpty(aggregation.create())).isTrue();
        assertThat(aggregation.result(aggregation.create()))
                .isEqualTo(Naive.result(aggregation.name(), column, List.of()));
    }

    @Test
    void isEmpty_anyState_meansBytesOfANewOne() {
        Seeds.forEach(300, random -> {
            S state = stateOf(Event.random(random, column, random.nextInt(3)));
            boolean likeNew = Arrays.equals(bytes(state), bytes(aggregation.create()));
            assertThat(aggregation.isEmpty(state)).isEqualTo(likeNew);
        });
    }

    @Test
    void D11_subtract_allButMinAndMax_undoesMergeExactly() {
        if (!(aggregation instanceof Invertible<S> invertible)) {
            assertThat(aggregation.name()).as("cannot be subtracted exactly").isIn("min", "max");
            return;
        }
        Seeds.forEach(1_000, random -> {
            S kept = stateOf(Event.random(random, column, random.nextInt(10)));
            S passing = stateOf(Event.random(random, column, random.nextInt(10)));
            S both = merged(kept, passing);
            invertible.subtract(both, passing);
            assertThat(bytes(both)).isEqualTo(bytes(kept));
        });
    }

    private S mergeTree(List<Event> events, Random random) {
        if (events.size() <= 1 || random.nextInt(5) == 0) {
            return stateOf(events);
        }
        int middle = random.nextInt(events.size() + 1);
        S left = mergeTree(events.subList(0, middle), random);
        aggregation.merge(left, mergeTree(events.subList(middle, events.size()), random));
        return left;
    }

    private S merged(S left, S right) {
        S merged = aggregation.copy(left);
        aggregation.merge(merged, right);
        return merged;
    }

    private S stateOf(List<Event> events) {
        S state = aggregation.create();
        events.forEach(event -> add(state, event));
        return state;
    }

    private void add(S state, Event event) {
        if (column == ColumnType.NONE) {
            ((RowAggregation<S>) aggregation).addRow(state);
        } else if (!event.hasValue()) {
            aggregation.addNull(state);
        } else if (column == ColumnType.LONG) {
            ((LongAggregation<S>) aggregation).addLong(state, event.valueBits());
        } else {
            ((DoubleAggregation<S>) aggregation).addDouble(state, event.asDouble());
        }
    }

    private byte[] bytes(S state) {
        StateWriter target = new StateWriter();
        aggregation.write(state, target);
        return target.toByteArray();
    }

    /** Heap's algorithm; returns the number of permutations visited. */
    private static int forEachPermutation(Event[] values, int length, Consumer<Event[]> visitor) {
        if (length == 1) {
            visitor.accept(values);
            return 1;
        }
        int visited = 0;
        for (int i = 0; i < length; i++) {
            visited += forEachPermutation(values, length - 1, visitor);
            int other = length % 2 == 0 ? i : 0;
            Event kept = values[other];
            values[other] = values[length - 1];
            values[length - 1] = kept;
        }
        return visited;
    }
}
