package dev.oriel.engine.ingest;

import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.catalog.WindowedStream;
import dev.oriel.engine.state.PublishedState;
import dev.oriel.engine.stream.StreamStatus.WindowsStatus;
import dev.oriel.engine.window.WindowFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;

/** What is kept in memory of one windowed resolver while it runs. For one thread. */
final class StreamWindows {
    private final WindowedPlan plan;
    private final WindowFunctions functions;
    private final int number;
    private final long asOfMillis;

    /** Newest event time, trusted; {@link Long#MIN_VALUE} before the first. Retention follows it (D14). */
    long highWaterMillis;

    /** Windows that end here or before have been found by their timers. */
    long scannedToMillis = Long.MIN_VALUE;

    private long open;
    private long runs;
    private long reruns;
    private long failed;
    private Optional<String> lastFailure = Optional.empty();

    /** @param number under which the store keeps it */
    StreamWindows(
            WindowedPlan plan, WindowFunctions functions, int number, long highWaterMillis, EngineOptions options) {
        this.plan = plan;
        this.functions = functions;
        this.number = number;
        this.highWaterMillis = highWaterMillis;
        this.asOfMillis = options.asOfMillis();
    }

    /** Those of all windowed resolvers, by their index. */
    static List<StreamWindows> all(
            List<ResolverPlan> resolvers,
            ToIntFunction<ResolverPlan> numbers,
            IngestSetup setup,
            PublishedState.HighWater highWater) {
        var streams = new ArrayList<StreamWindows>();
        for (ResolverPlan plan : resolvers) {
            if (plan instanceof WindowedPlan windowed) {
                int index = windowed.stream().index();
                streams.add(new StreamWindows(
                        windowed,
                        setup.functions().get(index),
                        numbers.applyAsInt(plan),
                        highWater.streamsMillis()[index],
                        setup.options()));
            }
        }
        return streams;
    }

    WindowedPlan plan() {
        return plan;
    }

    WindowedStream stream() {
        return plan.stream();
    }

    WindowFunctions functions() {
        return functions;
    }

    int number() {
        return number;
    }

    /** Whether a tumbling window still takes messages: for one more length after its end, and as long as can be asked back. */
    boolean accepts(long endMillis, long windowMillis) {
        return endMillis > settledBeforeMillis(windowMillis);
    }

    /** Whether any window that has an event can still use it. */
    boolean needs(long eventMillis) {
        if (!stream().isTumbling()) {
            return eventMillis > settledBeforeMillis(stream().longestMillis());
        }
        return stream().windowsMillis().stream()
                .anyMatch(window -> accepts(WindowedStream.windowEndMillis(eventMillis, window), window));
    }

    /** The ends of windows before which none of a length takes messages any more. */
    long settledBeforeMillis(long windowMillis) {
        return highWaterMillis == Long.MIN_VALUE ? Long.MIN_VALUE : highWaterMillis - windowMillis - asOfMillis;
    }

    /** How long a window rests between two runs (D12). */
    static long restMillis(long windowMillis) {
        return Math.max(10_000, windowMillis / 100);
    }

    void opened() {
        open++;
    }

    void ran(boolean again, OptionalLong failures, Optional<String> failure) {
        runs++;
        if (again) {
            reruns++;
        } else {
            open--;
        }
        failed += failures.orElse(0);
        failure.ifPresent(text -> lastFailure = Optional.of(text));
    }

    WindowsStatus status() {
        return new WindowsStatus(Math.max(0, open), runs, reruns, failed, lastFailure);
    }
}
