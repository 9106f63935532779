package dev.oriel.testkit.contract;

import java.util.Random;

/**
 * The seed of a random test: fixed unless the system property {@code oriel.seed} gives another, so that a failure is
 * repeated by the number it printed.
 *
 * @param value start of every random sequence of the test
 */
public record Seed(long value) {
    private static final long DEFAULT = 20_261_121L;

    /** The seed to use. */
    public static Seed current() {
        return new Seed(Long.getLong("oriel.seed", DEFAULT));
    }

    /** A fresh sequence of this seed. */
    public Random random() {
        return new Random(value);
    }

    /** How to repeat the test; for failure messages. */
    @Override
    public String toString() {
        return "repeat with -Doriel.seed=" + value;
    }
}
