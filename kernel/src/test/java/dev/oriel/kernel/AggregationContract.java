package dev.oriel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.bytes.CorruptStateException;
import dev.oriel.kernel.random.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The laws that every numeric aggregation keeps, checked over random events. Equal states are those of equal bytes. */
abstract class AggregationContract {
    private final String name;
    private final ColumnType column;
    private final Layer layer;

    AggregationContract(String name, ColumnType column) {
        this.name = name;
        this.column = column;
        this.layer = Layer.of(BucketGrid.fromEpoch(1_000), column, name);
    }

    @Test
    void D11_result_anyEvents_equalsNaiveTwin() {
        Seeds.forEach(2_000, random -> {
            List<Event> events = events(random, random.nextInt(30));
            assertThat(State.of(layer, events).result())
                    .as(events::toString)
                    .isEqualTo(Naive.result(name, column, events));
        });
    }

    @Test
    void D11_result_anyOrderAndMergeTree_sameBytesAndResult() {
        Seeds.forEach(1_000, random -> {
            List<Event> events = events(random, 1 + random.nextInt(30));
            State inOrder = State.of(layer, events);
            List<Event> shuffled = new ArrayList<>(events);
            Collections.shuffle(shuffled, random);
            State merged = mergeTree(shuffled, random);
            assertThat(merged.bytes()).as(shuffled::toString).isEqualTo(inOrder.bytes());
            assertThat(merged.result()).isEqualTo(inOrder.result());
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
        byte[] expected = State.of(layer, List.of(events)).bytes();
        int permutations = forEachPermutation(
                events,
                events.length,
                permuted -> assertThat(State.of(layer, Arrays.asList(permuted)).bytes())
                        .isEqualTo(expected));
        assertThat(permutations).isEqualTo(5_040);
    }

    @Test
    void B082_merge_withNothing_isIdentity() {
        Seeds.forEach(300, random -> {
            List<Event> events = events(random, 1 + random.nextInt(10));
            State left = State.of(layer, events).merge(new State(layer));
            State right = new State(layer).merge(State.of(layer, events));
            assertThat(left.bytes()).isEqualTo(State.of(layer, events).bytes()).isEqualTo(right.bytes());
        });
    }

    @Test
    void B082_merge_isCommutativeAndAssociative_andLeavesItsSource() {
        Seeds.forEach(1_000, random -> {
            State a = State.of(layer, events(random, 1 + random.nextInt(10)));
            State b = State.of(layer, events(random, 1 + random.nextInt(10)));
            State c = State.of(layer, events(random, 1 + random.nextInt(10)));
            byte[] before = b.bytes();
            assertThat(a.copy().merge(b).bytes()).isEqualTo(b.copy().merge(a).bytes());
            assertThat(a.copy().merge(b).merge(c).bytes())
                    .isEqualTo(a.copy().merge(b.copy().merge(c)).bytes());
            assertThat(b.bytes()).isEqualTo(before);
        });
    }

    @Test
    void B083_read_written_givesEqualStateThatGoesOn() {
        Seeds.forEach(1_000, random -> {
            State state = State.of(layer, events(random, 1 + random.nextInt(20)));
            State restored = State.read(layer, state.bytes());
            assertThat(restored.bytes()).isEqualTo(state.bytes());
            assertThat(restored.result()).isEqualTo(state.result());
            State more = State.of(layer, events(random, 1 + random.nextInt(5)));
            assertThat(restored.merge(more).bytes()).isEqualTo(state.merge(more).bytes());
        });
    }

    @Test
    void read_cutShort_isCorrupt() {
        Seeds.forEach(300, random -> {
            byte[] whole =
                    State.of(layer, events(random, 1 + random.nextInt(10))).bytes();
            byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
            assertThatThrownBy(() -> State.read(layer, cut)).isInstanceOf(CorruptStateException.class);
        });
    }

    @Test
    void result_noEvents_isThatOfNaiveTwin() {
        assertThat(new State(layer).result()).isEqualTo(Naive.result(name, column, List.of()));
    }

    @Test
    void D11_subtract_allWithoutObstacles_undoesMergeExactly() {
        boolean keepsAnExtreme = List.of("min", "max", "any", "all").contains(name);
        assertThat(layer.withdrawalObstacles()).isEqualTo(keepsAnExtreme ? List.of(name) : List.of());
        if (keepsAnExtreme) {
            return;
        }
        Seeds.forEach(1_000, random -> {
            State kept = State.of(layer, events(random, 1 + random.nextInt(10)));
            State passing = State.of(layer, events(random, random.nextInt(10)));
            State both = kept.copy().merge(passing).subtract(passing);
            assertThat(both.bytes()).isEqualTo(kept.bytes());
        });
    }

    /** Random events; booleans are 0 and 1. */
    private List<Event> events(Random random, int count) {
        List<Event> events = Event.random(random, column, count);
        boolean overBooleans = name.equals("any") || name.equals("all");
        return overBooleans
                ? events.stream()
                        .map(event -> new Event(event.millis(), event.hasValue(), event.valueBits() & 1))
                        .toList()
                : events;
    }

    private State mergeTree(List<Event> events, Random random) {
        if (events.size() <= 1 || random.nextInt(5) == 0) {
            return State.of(layer, events);
        }
        int middle = random.nextInt(events.size() + 1);
        return mergeTree(events.subList(0, middle), random)
                .merge(mergeTree(events.subList(middle, events.size()), random));
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
