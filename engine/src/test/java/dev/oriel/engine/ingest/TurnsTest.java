package dev.oriel.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is next. */
final class TurnsTest {
    @Test
    void sender_waitsForOneOfEachOther_notForAllThatTheySentBefore() {
        var turns = new Turns<String>();
        for (int i = 0; i < 1_000; i++) {
            turns.add("kafka", "k" + i);
        }
        turns.add("push", "p0");
        turns.add("push", "p1");
        assertThat(List.of(turns.poll(), turns.poll(), turns.poll(), turns.poll(), turns.poll()))
                .containsExactly("k0", "p0", "k1", "p1", "k2");
    }

    @Test
    void everything_comesOnce_andInTheOrderOfItsSender() {
        long seed = 20_261_121;
        var random = new Random(seed);
        var turns = new Turns<Integer>();
        var sent = new HashMap<Integer, Integer>();
        var taken = new HashMap<Integer, List<Integer>>();
        for (int i = 0; i < 20_000; i++) {
            int sender = random.nextInt(5);
            if (random.nextBoolean()) {
                turns.add(sender, sent.merge(sender, 1, Integer::sum) * 10 + sender);
            } else {
                take(turns, taken);
            }
        }
        assertThat(turns.waiting()).as("seed %d", seed).isNotEmpty();
        while (!turns.isEmpty()) {
            take(turns, taken);
        }
        assertThat(turns.poll()).isNull();
        for (Map.Entry<Integer, Integer> each : sent.entrySet()) {
            assertThat(taken.get(each.getKey()))
                    .as("seed %d, sender %d", seed, each.getKey())
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, each.getValue())
                            .mapToObj(number -> number * 10 + each.getKey())
                            .toList());
        }
    }

    private static void take(Turns<Integer> turns, Map<Integer, List<Integer>> taken) {
        Integer next = turns.poll();
        if (next != null) {
            taken.computeIfAbsent(next % 10, unused -> new ArrayList<>()).add(next);
        }
    }
}
