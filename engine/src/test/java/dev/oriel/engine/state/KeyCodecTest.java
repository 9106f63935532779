package dev.oriel.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class KeyCodecTest {
    /** Few values, chosen to look alike: short texts of the bytes that separate values, numbers with such bytes. */
    private static Object value(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> (long) random.nextInt(-2, 3);
            case 1 -> (double) random.nextInt(-2, 3) + 0.0;
            case 2 -> random.nextBoolean();
            case 3 -> Instant.ofEpochMilli(random.nextInt(-2, 3));
            case 4 -> Long.MIN_VALUE + random.nextInt(2);
            default -> {
                var text = new StringBuilder();
                for (int i = random.nextInt(4); i > 0; i--) {
                    text.append(List.of("\u0000", "\u0001", "\u0005", "a", "é", "😀")
                            .get(random.nextInt(6)));
                }
                yield text.toString();
            }
        };
    }

    @Test
    void bytes_ofTwoTuples_areEqualExactlyWhenTheTuplesAre() {
        long seed = Long.getLong("oriel.seed", 20261121L);
        var random = new Random(seed);
        Map<GroupKey, List<Object>> tupleOf = new HashMap<>();
        Map<List<Object>, GroupKey> keyOf = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            var tuple = new ArrayList<Object>();
            for (int size = random.nextInt(1, 4); size > 0; size--) {
                tuple.add(value(random));
            }
            var key = new GroupKey(0, KeyCodec.bytes(tuple));

            assertThat(tupleOf.computeIfAbsent(key, unused -> tuple))
                    .as("seed %s", seed)
                    .isEqualTo(tuple);
            assertThat(keyOf.computeIfAbsent(tuple, unused -> key))
                    .as("seed %s", seed)
                    .isEqualTo(key);
        }
        assertThat(tupleOf).hasSizeGreaterThan(10_000);
    }

    @Test
    void keysOfDifferentGroups_differ() {
        byte[] bytes = KeyCodec.bytes(List.of(7L));

        assertThat(new GroupKey(0, bytes)).isNotEqualTo(new GroupKey(1, bytes));
    }
}
