package dev.oriel.bench;

import dev.oriel.bench.TrailingStream.Lateness;
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
 * P4, by JMH: what does a window at any place within an exact trailing window cost, by the number of events in that?
 *
 * <p>{@code bench/kernel --jmh SubWindow}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SubWindowBenchmark {
    private static final int CHECKED_PLACES = 100;

    /** Events in the trailing window; for the full size of P4 add {@code -p liveEvents=1000000}. */
    @Param({"1000", "100000"})
    public int liveEvents;

    /** Whether a fifth of the stream was late by up to the whole window. */
    @Param({"false", "true"})
    public boolean late;

    private final Totals totals = new Totals();
    private LoadedWindow window = new LoadedWindow(new TrailingStream(1, 1, Lateness.NONE), 1, 1);
    private int place;

    @Setup
    public void load() {
        window = new LoadedWindow(
                new TrailingStream(liveEvents, liveEvents, late ? Lateness.FAR : Lateness.NONE), liveEvents, 1);
        window.check(CHECKED_PLACES);
    }

    /** Folds the sub-window at the next place. */
    @Benchmark
    public double ask() {
        place = (place + 1) % LoadedWindow.PLACES;
        return window.ask(place, totals);
    }
}
