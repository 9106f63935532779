package dev.oriel.engine.ingest;

import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.catalog.WindowedStream;
import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.state.EntryKeys;
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

    /** Newest event time, trusted; {@link Long#MIN_VALUE} before the first. Which messages are too late follows it (D14). */
    long highWaterMillis;

    /** Event time: windows that end here or before have ended. */
    long endedMillis = Long.MIN_VALUE;

    /** The timers up to this key have been found. */
    private EntryKey found;

    /** All windows that end here or before were run, with all that they have. */
    private long ranMillis = Long.MIN_VALUE;

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
        this.found = EntryKeys.timers(number, Long.MIN_VALUE);
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

    /** The key after the timers of the windows that have ended. */
    EntryKey endOfTimers() {
        return EntryKeys.timers(number, endedMillis == Long.MIN_VALUE ? Long.MIN_VALUE : endedMillis + 1);
    }

    /** Whether windows have ended whose timers were not found yet, as far as is known without looking. */
    boolean hasEnded() {
        return found.compareTo(endOfTimers()) < 0;
    }

    /** Before the timers that were not found yet. */
    EntryKey notFound() {
        return found;
    }

    /** Whether a timer is among those that were found, so that nobody will look for it again. */
    boolean isFound(EntryKey timer) {
        return timer.compareTo(found) < 0;
    }

    /** Notes that all timers before a key were found. */
    void foundBefore(EntryKey key) {
        found = key;
    }

    /**
     * Notes which windows were run.
     *
     * @param waitingMillis the earliest end of those that were found and wait to be run; {@link Long#MAX_VALUE} when none does
     */
    void ranBefore(long waitingMillis) {
        long foundMillis = EntryKeys.timerEndMillis(found);
        ranMillis = foundMillis == Long.MIN_VALUE ? Long.MIN_VALUE : Math.min(foundMillis, waitingMillis) - 1;
    }

    /**
     * The event time that retention follows: nothing goes that a window has not been run with. The newest event may be far ahead
     * of that, where a source is read faster than its windows are run, or one of its partitions before another.
     */
    long retainedToMillis() {
        return stream().isTumbling() ? Math.min(highWaterMillis, ranMillis) : highWaterMillis;
    }

    /** Whether a tumbling window still takes messages: for one more length after its end, and as long as can be asked back. */
    boolean accepts(long endMillis, long windowMillis) {
        return endMillis > settledBeforeMillis(windowMillis, highWaterMillis);
    }

    /** Whether any window that has an event takes it. */
    boolean needs(long eventMillis) {
        return isIn(eventMillis, highWaterMillis);
    }

    /** Whether any window that has an event can still be run with it. */
    boolean keeps(long eventMillis) {
        return isIn(eventMillis, retainedToMillis());
    }

    private boolean isIn(long eventMillis, long newestMillis) {
        if (!stream().isTumbling()) {
            return eventMillis > settledBeforeMillis(stream().longestMillis(), newestMillis);
        }
        return stream().windowsMillis().stream()
                .anyMatch(window -> WindowedStream.windowEndMillis(eventMillis, window)
                        > settledBeforeMillis(window, newestMillis));
    }

    /** The ends of windows before which none of a length is run any more. */
    long settledBeforeMillis(long windowMillis) {
        return settledBeforeMillis(windowMillis, retainedToMillis());
    }

    private long settledBeforeMillis(long windowMillis, long newestMillis) {
        return newestMillis == Long.MIN_VALUE ? Long.MIN_VALUE : newestMillis - windowMillis - asOfMillis;
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
