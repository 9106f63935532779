package dev.oriel.api;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A ready aggregation over messages: {@code output(User_.numLogins, count())}. States are folded as messages come, none is
 * kept.
 *
 * @param <P> the message
 * @param <V> boxed type of the result
 */
@SuppressWarnings(
        "UnusedTypeParameter") // the parameters are for javac: an aggregation of another type does not compile
public final class Aggregator<P, V> {
    private final String function;
    private final Optional<Function<Object, @Nullable Object>> column;

    private Aggregator(String function, @Nullable Function<?, ? extends @Nullable Object> column) {
        this.function = function;
        this.column = column == null ? Optional.empty() : Optional.of(Erased.function(column));
    }

    /** The number of messages. */
    public static <P> Aggregator<P, Long> count() {
        return new Aggregator<>("count", null);
    }

    /**
     * The total; 0 over nothing.
     *
     * @param column reads a number of the feature's own type; null is left out
     */
    public static <P, N extends Number> Aggregator<P, N> sum(Function<? super P, ? extends @Nullable N> column) {
        return new Aggregator<>("sum", column);
    }

    /** The average; null over nothing. Null is left out. */
    public static <P> Aggregator<P, Double> mean(Function<? super P, ? extends @Nullable Number> column) {
        return new Aggregator<>("mean", column);
    }

    /** The least number; null over nothing. Null is left out. */
    public static <P, N extends Number> Aggregator<P, N> min(Function<? super P, ? extends @Nullable N> column) {
        return new Aggregator<>("min", column);
    }

    /** The greatest number; null over nothing. Null is left out. */
    public static <P, N extends Number> Aggregator<P, N> max(Function<? super P, ? extends @Nullable N> column) {
        return new Aggregator<>("max", column);
    }

    /** The sample standard deviation (n - 1); null over fewer than two numbers. Null is left out. */
    public static <P> Aggregator<P, Double> std(Function<? super P, ? extends @Nullable Number> column) {
        return new Aggregator<>("std", column);
    }

    /** The sample variance (n - 1); null over fewer than two numbers. Null is left out. */
    public static <P> Aggregator<P, Double> var(Function<? super P, ? extends @Nullable Number> column) {
        return new Aggregator<>("var", column);
    }

    /** About how many different values there are; 0 over nothing. Null is left out. */
    public static <P> Aggregator<P, Long> approxCountDistinct(Function<? super P, ? extends @Nullable Object> column) {
        return new Aggregator<>("approx_count_distinct", column);
    }

    /** The aggregation's name, as expressions write it: {@code sum}. */
    public String function() {
        return function;
    }

    /** Reads what is aggregated from a message; empty for count. */
    public Optional<Function<Object, @Nullable Object>> column() {
        return column;
    }

    @Override
    public String toString() {
        return function;
    }
}
