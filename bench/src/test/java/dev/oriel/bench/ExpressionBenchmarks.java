package dev.oriel.bench;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.ExpressionParser;
import dev.oriel.api.expression.Node;
import dev.oriel.engine.evaluate.Column;
import dev.oriel.engine.evaluate.ExpressionPlan;
import dev.oriel.engine.evaluate.Frame;
import dev.oriel.kernel.number.ExactSum;
import dev.oriel.kernel.number.FixedSum;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * How far is an expression over columns from the loop that one would write by hand for it? {@code bench/expressions} runs it.
 *
 * <p>10,000 rows without nulls, in batches of 1,024. The loop by hand knows its expression when it is compiled, reads the same
 * arrays, and checks nothing: neither that numbers stay finite nor that there are nulls. The walker is what the engine did
 * before: the tree once for each row, over boxed values.
 */
public final class ExpressionBenchmarks {
    private static final int ROWS = 10_000;
    private static final int BATCH_ROWS = 1024;
    private static final int REPEATS = 200;
    private static final int WARM_UPS = 15;
    private static final int ROUNDS = 9;
    private static final long SEED = 20_261_121;
    private static final long SINCE_MILLIS = 500_000;

    private static final Map<String, FeatureType> TYPES = Map.of(
            "amount", new FeatureType.Scalar(ScalarType.DOUBLE),
            "fee", new FeatureType.Scalar(ScalarType.DOUBLE),
            "kind", new FeatureType.Scalar(ScalarType.TEXT),
            "ts", new FeatureType.Scalar(ScalarType.TIME),
            "since", new FeatureType.Scalar(ScalarType.TIME));

    private final double[] amount = new double[ROWS];
    private final double[] fee = new double[ROWS];
    private final String[] kind = new String[ROWS];
    private final long[] ts = new long[ROWS];
    private final List<Map<String, Object>> boxedRows = new ArrayList<>();

    private ExpressionBenchmarks() {
        var random = new Random(SEED);
        for (int row = 0; row < ROWS; row++) {
            amount[row] = random.nextInt(10_000) / 100.0;
            fee[row] = random.nextInt(1000) / 100.0;
            // As read from messages: equal texts are not the same object.
            kind[row] = String.valueOf(new char[] {"abc".charAt(random.nextInt(3))});
            ts[row] = random.nextInt(1_000_000);
            boxedRows.add(new HashMap<>(Map.of("amount", amount[row], "fee", fee[row], "kind", kind[row])));
        }
    }

    /** Prints the figures. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        Machine.print(out);
        out.printf(
                Locale.ROOT,
                "rows         %,d in batches of %,d; a round is %d times all rows; seed %d%n",
                ROWS,
                BATCH_ROWS,
                REPEATS,
                SEED);
        var benchmarks = new ExpressionBenchmarks();
        benchmarks.filter(out);
        benchmarks.projection(out);
        benchmarks.sum(out);
    }

    /** Something that fills a result; an operation is one row. */
    private record Timed(String name, Object expected, Work work) implements Interleaved.Contestant {
        @Override
        public double nanosPerOperation(boolean thorough) {
            long start = System.nanoTime();
            Object result = "";
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                result = work.run();
            }
            long nanos = System.nanoTime() - start;
            if (!result.equals(expected)) {
                throw new IllegalStateException(name + " gives " + result + ", not " + expected);
            }
            return nanos / (double) REPEATS / ROWS;
        }
    }

    /** All rows once; what comes back tells whether it was done right. */
    private interface Work {
        Object run();
    }

    private static void ask(PrintStream out, String question, List<Timed> contestants) throws Exception {
        out.println();
        out.println(question);
        Interleaved measured = Interleaved.run(WARM_UPS, ROUNDS, contestants);
        measured.print(out, contestants.getFirst().name());
        out.printf(
                Locale.ROOT,
                "  goal: columns at most 2 times the time of the loop · measured %.2f · %s%n",
                measured.ratio(contestants.getFirst().name(), contestants.get(1).name()),
                measured.ratio(contestants.getFirst().name(), contestants.get(1).name()) <= 2 ? "met" : "NOT MET");
    }

    private void filter(PrintStream out) throws Exception {
        String text = "(_.amount * 2 + _.fee > 100) & (_.kind == 'a')";
        boolean[] kept = new boolean[ROWS];
        for (int row = 0; row < ROWS; row++) {
            kept[row] = amount[row] * 2 + fee[row] > 100 && kind[row].equals("a");
        }
        int expected = Arrays.hashCode(kept);
        Node node = ExpressionParser.parse(text).node();
        boolean[] result = new boolean[ROWS];
        ask(
                out,
                "filter " + text,
                List.of(
                        new Timed("loop", expected, () -> {
                            loopFilter(result);
                            return Arrays.hashCode(result);
                        }),
                        new Timed(
                                "columns",
                                expected,
                                columns(
                                        text,
                                        (batch, from, rows) ->
                                                System.arraycopy(batch.booleans(), 0, result, from, rows),
                                        () -> Arrays.hashCode(result))),
                        new Timed("walker, boxed", expected, () -> {
                            for (int row = 0; row < ROWS; row++) {
                                result[row] = Boolean.TRUE.equals(BoxedWalker.value(node, boxedRows.get(row)));
                            }
                            return Arrays.hashCode(result);
                        })));
    }

    @SuppressWarnings("ShortCircuitBoolean") // as columns do it
    private void loopFilter(boolean[] result) {
        for (int row = 0; row < ROWS; row++) {
            result[row] = (amount[row] * 2 + fee[row] > 100) & kind[row].equals("a");
        }
    }

    private void projection(PrintStream out) throws Exception {
        String text = "_.amount * 1.5 - _.fee / 2";
        double[] result = new double[ROWS];
        loopProjection(result);
        double expected = result[ROWS - 1] + result[0];
        Node node = ExpressionParser.parse(text).node();
        ask(
                out,
                "projection " + text,
                List.of(
                        new Timed("loop", expected, () -> {
                            loopProjection(result);
                            return result[ROWS - 1] + result[0];
                        }),
                        new Timed(
                                "columns",
                                expected,
                                columns(
                                        text,
                                        (batch, from, rows) -> System.arraycopy(batch.doubles(), 0, result, from, rows),
                                        () -> result[ROWS - 1] + result[0])),
                        new Timed("walker, boxed", expected, () -> {
                            for (int row = 0; row < ROWS; row++) {
                                result[row] =
                                        (Double) Objects.requireNonNull(BoxedWalker.value(node, boxedRows.get(row)));
                            }
                            return result[ROWS - 1] + result[0];
                        })));
    }

    private void loopProjection(double[] result) {
        for (int row = 0; row < ROWS; row++) {
            result[row] = amount[row] * 1.5 - fee[row] / 2;
        }
    }

    private void sum(PrintStream out) throws Exception {
        ask(
                out,
                "filter and exact sum _.transactions[_.amount, _.ts > _.chalk_window].sum()",
                List.of(
                        new Timed("loop, exact sum", exactLoop(), this::exactLoop),
                        new Timed("columns, exact sum", exactLoop(), exactColumns()),
                        new Timed("loop, +=", plainLoop(), this::plainLoop)));
    }

    private double exactLoop() {
        var sum = new Total();
        for (int row = 0; row < ROWS; row++) {
            if (ts[row] > SINCE_MILLIS) {
                sum.add(amount[row]);
            }
        }
        return sum.value();
    }

    private double plainLoop() {
        double sum = 0;
        for (int row = 0; row < ROWS; row++) {
            if (ts[row] > SINCE_MILLIS) {
                sum += amount[row];
            }
        }
        return sum;
    }

    private Work exactColumns() {
        var sums = new Total[1];
        Work work = columns(
                "_.ts > _.since",
                (batch, from, rows) -> {
                    Total sum = from == 0 ? new Total() : sums[0];
                    sums[0] = sum;
                    boolean[] kept = batch.booleans();
                    for (int row = 0; row < rows; row++) {
                        if (kept[row]) {
                            sum.add(amount[from + row]);
                        }
                    }
                },
                () -> sums[0].value());
        return work;
    }

    /** The kernel's accumulator of a sum of floats: a fixed one, and an exact one for what that cannot take. */
    private static final class Total {
        private final long[] words = new long[FixedSum.WORDS];
        private @Nullable ExactSum rest;

        void add(double value) {
            if (!FixedSum.add(words, 0, value)) {
                if (rest == null) {
                    rest = new ExactSum();
                }
                rest.add(value);
            }
        }

        double value() {
            if (rest == null) {
                return FixedSum.round(words, 0);
            }
            ExactSum whole = rest.copy();
            whole.addFixed(words, 0);
            return whole.round();
        }
    }

    private interface Batch {
        void take(Column results, int from, int rows);
    }

    /** A plan over columns that were filled before, as a source of columns gives them. */
    private Work columns(String text, Batch batch, Work result) {
        ExpressionPlan plan = ExpressionPlan.of(ExpressionParser.parse(text).node(), input -> type(input.name()));
        Frame frame = plan.frame(BATCH_ROWS);
        var inputs = new ArrayList<List<Column>>();
        for (int from = 0; from < ROWS; from += BATCH_ROWS) {
            int first = from;
            inputs.add(plan.inputs().stream()
                    .map(input -> column(input.name(), first))
                    .toList());
        }
        return () -> {
            for (int place = 0; place < inputs.size(); place++) {
                int from = place * BATCH_ROWS;
                int rows = Math.min(BATCH_ROWS, ROWS - from);
                for (int input = 0; input < plan.inputs().size(); input++) {
                    frame.setInput(input, inputs.get(place).get(input));
                }
                batch.take(frame.evaluate(rows), from, rows);
            }
            return result.run();
        };
    }

    private static FeatureType type(String name) {
        return Objects.requireNonNull(TYPES.get(name));
    }

    private Column column(String name, int from) {
        Column column = new Column(type(name), BATCH_ROWS);
        int rows = Math.min(BATCH_ROWS, ROWS - from);
        switch (name) {
            case "amount" -> System.arraycopy(amount, from, column.doubles(), 0, rows);
            case "fee" -> System.arraycopy(fee, from, column.doubles(), 0, rows);
            case "kind" -> System.arraycopy(kind, from, column.objects(), 0, rows);
            case "ts" -> System.arraycopy(ts, from, column.longs(), 0, rows);
            case "since" -> Arrays.fill(column.longs(), SINCE_MILLIS);
            default -> throw new IllegalArgumentException(name + " is no column");
        }
        return column;
    }
}
