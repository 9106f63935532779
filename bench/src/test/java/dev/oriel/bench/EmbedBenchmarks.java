package dev.oriel.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.bench.payments.FoldedPayments;
import dev.oriel.bench.payments.Payer_;
import dev.oriel.bench.payments.PaymentMessage;
import dev.oriel.embedded.Oriel;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/**
 * How soon an embedded platform in memory is ready, pushed to and answers: from the beginning of {@code main} in processes of their own, and
 * again and again in one. {@code bench/embed} runs it.
 */
public final class EmbedBenchmarks {
    private static final int WARM_ROUNDS = 200;
    private static final double GOAL_MILLIS = 300;
    private static final Instant NOW = Instant.parse("2024-03-31T00:00:00Z");

    private EmbedBenchmarks() {}

    /** Milliseconds until it was open, until a push was visible after that, and until the first answer after that. */
    private record Round(double open, double push, double ask) {
        static Round parse(String line) {
            String[] parts = line.split(" ");
            return new Round(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
        }
    }

    /**
     * Prints the figures.
     *
     * @param arguments how many new virtual machines; or {@code once} in one of them
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("once")) {
            Round round = round(1);
            System.out.println(round.open() + " " + round.push() + " " + round.ask());
            return;
        }
        Machine.print(System.out);
        System.out.printf("%20s %12s %12s %12s%n", "milliseconds", "open", "first push", "first answer");
        var cold = new Round[Integer.parseInt(arguments[0])];
        for (int i = 0; i < cold.length; i++) {
            cold[i] = inANewMachine();
        }
        print("new virtual machine", cold);
        var warm = new Round[WARM_ROUNDS];
        for (int i = 0; i < warm.length; i++) {
            warm[i] = round(i);
        }
        print("warm", Arrays.copyOfRange(warm, WARM_ROUNDS / 2, WARM_ROUNDS));
    }

    private static Round round(int number) {
        long start = System.nanoTime();
        try (Oriel oriel = Oriel.builder()
                .resolvers(new FoldedPayments())
                .environment(FoldedPayments.ENVIRONMENT)
                .inMemory(FoldedPayments.PAYMENTS)
                .clock(() -> NOW)
                .open()) {
            long opened = System.nanoTime();
            oriel.push(FoldedPayments.PAYMENTS, new PaymentMessage("p", number, "m1", 2.5, NOW));
            long pushed = System.nanoTime();
            double spend = oriel.query()
                    .input(Payer_.id, (long) number)
                    .output(Payer_.spent_30d)
                    .ask()
                    .find(Payer_.spent_30d)
                    .orElseThrow();
            long answered = System.nanoTime();
            if (spend != 2.5) {
                throw new IllegalStateException("it answers " + spend);
            }
            return new Round((opened - start) / 1e6, (pushed - opened) / 1e6, (answered - pushed) / 1e6);
        }
    }

    private static Round inANewMachine() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbedBenchmarks.class.getName(),
                        "once")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            String last = null;
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                last = line;
            }
            if (process.waitFor() != 0 || last == null) {
                throw new IllegalStateException("a new virtual machine ended with " + process.exitValue());
            }
            return Round.parse(last);
        }
    }

    private static void print(String name, Round[] rounds) {
        double[] open = Arrays.stream(rounds).mapToDouble(Round::open).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%20s %12.1f %12.1f %12.1f   median of %d; open from %.1f to %.1f; goal: %.0f ms · %s%n",
                name,
                median(open),
                median(Arrays.stream(rounds).mapToDouble(Round::push).sorted().toArray()),
                median(Arrays.stream(rounds).mapToDouble(Round::ask).sorted().toArray()),
                rounds.length,
                open[0],
                open[open.length - 1],
                GOAL_MILLIS,
                open[open.length - 1] < GOAL_MILLIS
                        ? "met by all"
                        : median(open) < GOAL_MILLIS ? "met by the median" : "NOT MET");
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }
}
