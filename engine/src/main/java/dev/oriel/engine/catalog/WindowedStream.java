package dev.oriel.engine.catalog;

import dev.oriel.api.Aggregator;
import dev.oriel.api.WindowedResolver;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A windowed resolver that is run, and what is kept for it: the messages themselves for functions and SQL, states for ready
 * aggregations.
 *
 * @param index place among the windowed resolvers of the catalog
 * @param running as it is declared
 * @param owner class of the rows that it makes
 * @param keys features of the owner that take the messages apart, in declared order
 * @param windowsMillis lengths that it is run for, ascending
 * @param states what its ready aggregations are kept in; empty without any
 * @param folded its ready aggregations, in declared order
 */
public record WindowedStream(
        int index,
        RunningResolver running,
        FeatureClassDefinition owner,
        List<FeatureDefinition> keys,
        List<Long> windowsMillis,
        Optional<Group> states,
        List<Folded> folded) {
    /** Copies the lists. */
    public WindowedStream {
        keys = List.copyOf(keys);
        windowsMillis = List.copyOf(windowsMillis);
        folded = List.copyOf(folded);
    }

    /**
     * A ready aggregation.
     *
     * @param feature that it fills
     * @param layer that it is kept in
     * @param column how its column is read
     */
    public record Folded(
            FeatureDefinition feature, SeriesLayer layer, Aggregator<?, ?> aggregator, FoldedColumn column) {}

    /** What it does. */
    public WindowedResolver<?> resolver() {
        return (WindowedResolver<?>) running.resolver();
    }

    /** Whether its windows end, one after the other. */
    public boolean isTumbling() {
        return resolver().mode() == WindowedResolver.Mode.TUMBLING;
    }

    /** Whether messages are kept: some output is made of them, not of states. */
    public boolean keepsMessages() {
        return folded.size() < resolver().outputs().size();
    }

    /** The longest of its windows. */
    public long longestMillis() {
        return windowsMillis.getLast();
    }

    /** The end of the tumbling window that a time belongs to: windows lie from the epoch on, each without its end (D12). */
    public static long windowEndMillis(long eventMillis, long windowMillis) {
        return (Math.floorDiv(eventMillis, windowMillis) + 1) * windowMillis;
    }

    /** The windowed features that it fills. */
    public List<FeatureDefinition> windowedFeatures() {
        return resolver().features().stream()
                .map(fqn -> fqn.substring(fqn.indexOf('.') + 1))
                .map(owner::feature)
                .flatMap(Optional::stream)
                .filter(FeatureDefinition::hasWindows)
                .toList();
    }

    /** The greatest length that divides all windows: buckets of it make every tumbling window. */
    static long commonDivisorMillis(List<Long> windowsMillis) {
        long[] rest = windowsMillis.stream().mapToLong(Long::longValue).toArray();
        return Arrays.stream(rest).reduce(0, WindowedStream::commonDivisor);
    }

    private static long commonDivisor(long a, long b) {
        return b == 0 ? a : commonDivisor(b, a % b);
    }
}
