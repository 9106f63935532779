package dev.oriel.engine;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The stupid twin: every event that was accepted, and windows by looking at all of them. */
final class NaiveWindows {
    private static final MathContext SEVENTY_DIGITS = new MathContext(70);
    private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;

    /** One purchase with an amount. */
    record Event(long user, double amount, long atMillis) {}

    private final List<Event> events = new ArrayList<>();

    void add(Event event) {
        events.add(event);
    }

    void removeAll() {
        events.clear();
    }

    /** The events of a user in all day buckets that overlap the window (D6). */
    List<Event> inWindow(long user, Instant now, int days) {
        long from = now.toEpochMilli() - days * DAY_MILLIS + 1;
        long first = Math.floorDiv(from, DAY_MILLIS);
        long last = Math.floorDiv(now.toEpochMilli(), DAY_MILLIS);
        return events.stream()
                .filter(event -> event.user() == user)
                .filter(event -> Math.floorDiv(event.atMillis(), DAY_MILLIS) >= first
                        && Math.floorDiv(event.atMillis(), DAY_MILLIS) <= last)
                .toList();
    }

    static double sum(List<Event> events) {
        return events.stream()
                .map(event -> new BigDecimal(event.amount()))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue();
    }

    static OptionalDouble max(List<Event> events) {
        return events.stream().mapToDouble(Event::amount).max();
    }

    static OptionalDouble min(List<Event> events) {
        return events.stream().mapToDouble(Event::amount).min();
    }

    /** By the definition, over n - 1; empty of fewer than two. */
    static OptionalDouble variance(List<Event> events) {
        BigDecimal variance = exactVariance(events);
        return variance == null ? OptionalDouble.empty() : OptionalDouble.of(variance.doubleValue());
    }

    static OptionalDouble deviation(List<Event> events) {
        BigDecimal variance = exactVariance(events);
        return variance == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(variance.sqrt(SEVENTY_DIGITS).doubleValue());
    }

    private static @Nullable BigDecimal exactVariance(List<Event> events) {
        if (events.size() < 2) {
            return null;
        }
        BigDecimal count = BigDecimal.valueOf(events.size());
        List<BigDecimal> amounts =
                events.stream().map(event -> new BigDecimal(event.amount())).toList();
        BigDecimal sum = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        // n times each distance from the mean is exact.
        BigDecimal distances = amounts.stream()
                .map(amount -> amount.multiply(count).subtract(sum).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return distances.divide(count.pow(2).multiply(count.subtract(BigDecimal.ONE)), SEVENTY_DIGITS);
    }

    static long distinctTimes(List<Event> events) {
        return events.stream().mapToLong(Event::atMillis).distinct().count();
    }
}
