package dev.oriel.bench;

import dev.oriel.api.DataFrame;
import dev.oriel.api.frame.Condition;
import dev.oriel.api.frame.DoubleColumn;
import dev.oriel.api.frame.LongColumn;
import dev.oriel.api.frame.Schema;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does {@code frame.where(x > c).sum(y)} over 10,000 rows cost, beside a plain loop over the same arrays? The sums of floats
 * differ in kind: those of a frame are exact, those of the loop depend on the order of rows.
 *
 * <p>{@code bench/kernel --jmh FrameBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameBenchmark {
    private static final int ROWS = 10_000;
    private static final double LIMIT = 50;

    private record Sale(double price, double amount, long quantity) {}

    private static final DoubleColumn<Sale> PRICE = DoubleColumn.of("price", Sale::price);
    private static final DoubleColumn<Sale> AMOUNT = DoubleColumn.of("amount", Sale::amount);
    private static final LongColumn<Sale> QUANTITY = LongColumn.of("quantity", Sale::quantity);
    private static final Schema<Sale> SCHEMA = Schema.of(Sale.class, PRICE, AMOUNT, QUANTITY);
    private static final Condition<Sale> DEAR = PRICE.gt(LIMIT);

    private final double[] prices = new double[ROWS];
    private final double[] amounts = new double[ROWS];
    private final long[] quantities = new long[ROWS];
    private DataFrame<Sale> sales = DataFrame.of(SCHEMA, List.of());

    @Setup
    public void load() {
        var random = new Random(1);
        for (int row = 0; row < ROWS; row++) {
            prices[row] = random.nextDouble(100);
            amounts[row] = random.nextInt(100_000) / 100.0;
            quantities[row] = random.nextInt(10);
        }
        sales = DataFrame.of(
                SCHEMA,
                IntStream.range(0, ROWS)
                        .mapToObj(row -> new Sale(prices[row], amounts[row], quantities[row]))
                        .toList());
        boolean floatsAgree = Math.abs(frameOfFloats() - loopOverFloats()) < 1e-6;
        if (!floatsAgree || frameOfIntegers() != loopOverIntegers()) {
            throw new IllegalStateException("the frame and the loop differ");
        }
    }

    /** A condition and the exact sum of floats. */
    @Benchmark
    public double frameOfFloats() {
        return sales.where(DEAR).sum(AMOUNT);
    }

    /** The same, by a loop and plain addition. */
    @Benchmark
    public double loopOverFloats() {
        double sum = 0;
        for (int row = 0; row < ROWS; row++) {
            if (prices[row] > LIMIT) {
                sum += amounts[row];
            }
        }
        return sum;
    }

    /** A condition and the sum of integers. */
    @Benchmark
    public long frameOfIntegers() {
        return sales.where(DEAR).sum(QUANTITY);
    }

    /** The same, by a loop. */
    @Benchmark
    public long loopOverIntegers() {
        long sum = 0;
        for (int row = 0; row < ROWS; row++) {
            if (prices[row] > LIMIT) {
                sum += quantities[row];
            }
        }
        return sum;
    }
}
