package dev.oriel.kernel.random;

import java.util.Random;
import java.util.function.Consumer;

/** Runs a check with many random generators; a failure names the seed, and {@code -Doriel.seed=…} runs that one alone. */
public final class Seeds {
    private Seeds() {}

    public static void forEach(int rounds, Consumer<Random> check) {
        Long replayed = Long.getLong("oriel.seed");
        if (replayed != null) {
            check.accept(new Random(replayed));
            return;
        }
        for (int round = 0; round < rounds; round++) {
            long seed = round * 0x9E37_79B9_7F4A_7C15L;
            try {
                check.accept(new Random(seed));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("replay with -Doriel.seed=" + seed + ": " + failure.getMessage(), failure);
            }
        }
    }

    public static void shuffle(double[] values, Random random) {
        for (int i = values.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            double kept = values[i];
            values[i] = values[other];
            values[other] = kept;
        }
    }
}
