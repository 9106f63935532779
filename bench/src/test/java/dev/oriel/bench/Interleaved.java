package dev.oriel.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times contestants in turn, A B C A B C, in one process, so that a machine that is slower for a while is slower for all of them.
 * Figures are medians over the rounds; a ratio is the median of the ratios within each round.
 */
final class Interleaved {
    /** One answer to a question. */
    interface Contestant {
        String name();

        /**
         * Prepares, does the work once with the clock running, checks what came out, and forgets it.
         *
         * @param thorough whether to check all of the result rather than a sample; so in the rounds that are not counted
         * @return nanoseconds per operation
         * @throws Exception if the result is wrong, or the outside it needs fails
         */
        double nanosPerOperation(boolean thorough) throws Exception;
    }

    private final Map<String, double[]> nanosByName = new LinkedHashMap<>();

    private Interleaved() {}

    /** Runs rounds that are not counted, then those that are. */
    static Interleaved run(int warmUps, int rounds, List<? extends Contestant> contestants) throws Exception {
        for (int round = 0; round < warmUps; round++) {
            for (Contestant contestant : contestants) {
                contestant.nanosPerOperation(true);
            }
        }
        Interleaved measured = new Interleaved();
        for (int round = 0; round < rounds; round++) {
            for (Contestant contestant : contestants) {
                // What the one before left behind is not this one's to collect.
                System.gc();
                measured.nanosByName.computeIfAbsent(contestant.name(), name -> new double[rounds])[round] =
                        contestant.nanosPerOperation(false);
            }
        }
        return measured;
    }

    /** Median nanoseconds per operation. */
    double nanos(String name) {
        return Figures.median(Arrays.stream(rounds(name)));
    }

    /** How many times as fast {@code name} is as {@code reference}. */
    double ratio(String name, String reference) {
        double[] own = rounds(name);
        double[] others = rounds(reference);
        double[] ratios = new double[own.length];
        for (int round = 0; round < own.length; round++) {
            ratios[round] = others[round] / own[round];
        }
        return Figures.median(Arrays.stream(ratios));
    }

    /** The name with the lowest median among those given. */
    String fastest(List<String> names) {
        return names.stream()
                .min((one, other) -> Double.compare(nanos(one), nanos(other)))
                .orElseThrow();
    }

    /** Prints a line per contestant, in the order they ran. */
    void print(PrintStream out, String reference) {
        int width = nanosByName.keySet().stream().mapToInt(String::length).max().orElse(0);
        out.printf(
                Locale.ROOT,
                "  %-" + width + "s  %12s  %25s  %12s  %s%n",
                "",
                "ns/op",
                "fastest..slowest round",
                "M op/s",
                "speed of '" + reference + "' = 1");
        for (Map.Entry<String, double[]> entry : nanosByName.entrySet()) {
            double[] sorted = sorted(entry.getValue());
            out.printf(
                    Locale.ROOT,
                    "  %-" + width + "s  %12s  %25s  %12s  %s%n",
                    entry.getKey(),
                    Figures.short3(Figures.median(Arrays.stream(sorted))),
                    Figures.short3(sorted[0]) + ".." + Figures.short3(sorted[sorted.length - 1]),
                    Figures.short3(1e3 / Figures.median(Arrays.stream(sorted))),
                    Figures.short3(ratio(entry.getKey(), reference)));
        }
        out.flush();
    }

    List<String> names() {
        return new ArrayList<>(nanosByName.keySet());
    }

    private double[] rounds(String name) {
        double[] rounds = nanosByName.get(name);
        if (rounds == null) {
            throw new IllegalArgumentException(
                    "benchmark · no contestant '" + name + "' ran · these did: " + names() + " · name one of them");
        }
        return rounds;
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
