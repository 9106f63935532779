package dev.oriel.bench;

import dev.oriel.kernel.BucketGrid;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * P3, by JMH: what does one window over the one-minute buckets of a dense key cost, by its length? JMH runs one length after the
 * other, so its figures are for profilers ({@code bench/kernel --jmh WindowCost -prof gc}) and error bounds; ratios are
 * {@link LongWindowQuestion}'s.
 *
 * <p>{@code bench/kernel --jmh WindowCost}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WindowCostBenchmark {
    private static final BucketGrid GRID = LongWindowQuestion.GRID;
    private static final int DAYS = 367;
    private static final int QUERY_TIMES = 4096;

    /** 1 h, 1 d, 7 d, 30 d, 90 d and 365 d. */
    @Param({"1", "24", "168", "720", "2160", "8760"})
    public int windowHours;

    private final DenseKey key = new DenseKey((int) (DAYS * EventStream.DAY_MILLIS / EventStream.MINUTE_MILLIS));
    private final KernelWindows kernel = new KernelWindows(key);
    private final long[] queryMillis = key.liveMillis(QUERY_TIMES);
    private final Totals totals = new Totals();
    private int place;

    @Setup
    public void check() {
        ask();
        long now = queryMillis[place];
        Totals expected = key.window(GRID.firstBucket(now, windowMillis()), GRID.lastBucket(now));
        totals.requireEqual(expected, true, "kernel", "the window at " + now);
    }

    /** Folds the window that ends at the next of the query times. */
    @Benchmark
    public double ask() {
        place = (place + 1) % QUERY_TIMES;
        long now = queryMillis[place];
        kernel.read(GRID.firstBucket(now, windowMillis()), GRID.lastBucket(now), totals);
        return totals.blend();
    }

    private long windowMillis() {
        return windowHours * 60L * EventStream.MINUTE_MILLIS;
    }
}
