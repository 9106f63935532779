package dev.oriel.dev.generator;

import java.util.ArrayDeque;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/** Draws of numbers 0 up to n - 1 with given weights; constant time for each, 12 bytes for each number. */
final class AliasTable {
    /*
     * Vose's form of Walker's alias method [1]. Every column of a histogram of height 1 holds at most two numbers: its own
     * up to its threshold, and one alias above it. Columns lower than 1 are filled up from ones that are higher.
     *
     * [1] M. D. Vose, A Linear Algorithm For Generating Random Numbers With a Given Distribution, IEEE Transactions on
     *     Software Engineering 17(9), 1991.
     */
    private final double[] thresholds;
    private final int[] aliases;

    /**
     * A table of the given weights.
     *
     * @param count how many numbers, 1 or more
     * @param weight positive for each number
     */
    AliasTable(int count, IntToDoubleFunction weight) {
        thresholds = new double[count];
        aliases = new int[count];
        double sum = 0;
        for (int number = 0; number < count; number++) {
            thresholds[number] = weight.applyAsDouble(number);
            sum += thresholds[number];
        }
        var low = new ArrayDeque<Integer>();
        var high = new ArrayDeque<Integer>();
        for (int number = 0; number < count; number++) {
            thresholds[number] *= count / sum;
            aliases[number] = number;
            (thresholds[number] < 1 ? low : high).add(number);
        }
        while (!low.isEmpty() && !high.isEmpty()) {
            int filled = low.remove();
            int giver = high.remove();
            aliases[filled] = giver;
            thresholds[giver] -= 1 - thresholds[filled];
            (thresholds[giver] < 1 ? low : high).add(giver);
        }
        // What is left differs from 1 by rounding only, and its alias is itself.
    }

    /** Weights 1 / rank of Zipf's law: number 0 is drawn twice as often as number 1, ten times as often as number 9. */
    static AliasTable zipf(int count) {
        return new AliasTable(count, number -> 1.0 / (number + 1));
    }

    int draw(RandomGenerator random) {
        int column = random.nextInt(thresholds.length);
        return random.nextDouble() < thresholds[column] ? column : aliases[column];
    }
}
