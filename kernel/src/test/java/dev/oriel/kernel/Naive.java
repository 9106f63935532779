package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.aggregation.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;

/** Every aggregation once more, from the list of all events, by arithmetic without limits. */
final class Naive {
    private static final MathContext SEVENTY_DIGITS = new MathContext(70);

    private Naive() {}

    static AggregateValue result(String name, ColumnType column, List<Event> events) {
        List<Event> values = events.stream().filter(Event::hasValue).toList();
        if (name.equals("count")) {
            return new AggregateValue.OfLong(events.size());
        }
        return column == ColumnType.LONG ? overLongs(name, values) : overDoubles(name, values);
    }

    private static AggregateValue overLongs(String name, List<Event> values) {
        BigInteger sum = values.stream()
                .map(event -> BigInteger.valueOf(event.valueBits()))
                .reduce(BigInteger.ZERO, BigInteger::add);
        if (name.equals("sum")) {
            return sum.bitLength() < Long.SIZE
                    ? new AggregateValue.OfLong(sum.longValue())
                    : new AggregateValue.Overflow();
        }
        if (name.equals("any") || name.equals("all")) {
            boolean wanted = name.equals("any");
            boolean found = values.stream().anyMatch(event -> event.valueBits() == 1 == wanted);
            return new AggregateValue.OfLong(found == wanted ? 1 : 0);
        }
        if (name.equals("var") || name.equals("std")) {
            return moment(
                    name,
                    values.stream()
                            .map(event -> new BigDecimal(event.valueBits()))
                            .toList());
        }
        if (values.isEmpty()) {
            return new AggregateValue.Absent();
        }
        return switch (name) {
            case "mean" -> new AggregateValue.OfDouble(sum.doubleValue() / values.size());
            case "min" ->
                new AggregateValue.OfLong(
                        values.stream().mapToLong(Event::valueBits).min().orElseThrow());
            case "max" ->
                new AggregateValue.OfLong(
                        values.stream().mapToLong(Event::valueBits).max().orElseThrow());
            default -> throw new AssertionError("no naive twin of " + name);
        };
    }

    private static AggregateValue overDoubles(String name, List<Event> values) {
        BigDecimal exact =
                values.stream().map(event -> new BigDecimal(event.asDouble())).reduce(BigDecimal.ZERO, BigDecimal::add);
        double sum = exact.doubleValue();
        if (name.equals("sum")) {
            return Double.isFinite(sum) ? new AggregateValue.OfDouble(sum) : new AggregateValue.Overflow();
        }
        if (name.equals("var") || name.equals("std")) {
            return moment(
                    name,
                    values.stream()
                            .map(event -> new BigDecimal(event.asDouble()))
                            .toList());
        }
        if (values.isEmpty()) {
            return new AggregateValue.Absent();
        }
        return switch (name) {
            case "mean" -> new AggregateValue.OfDouble(mean(exact, values.size()));
            case "min" ->
                new AggregateValue.OfDouble(values.stream()
                        .map(Event::asDouble)
                        .min(Double::compare)
                        .orElseThrow());
            case "max" ->
                new AggregateValue.OfDouble(values.stream()
                        .map(Event::asDouble)
                        .max(Double::compare)
                        .orElseThrow());
            default -> throw new AssertionError("no naive twin of " + name);
        };
    }

    /** By the definition: the mean of the squared distances from the mean, over n - 1. */
    private static AggregateValue moment(String name, List<BigDecimal> values) {
        if (values.size() < 2) {
            return new AggregateValue.Absent();
        }
        // With n x instead of x, and n times the mean, everything stays exact until the division.
        BigDecimal count = BigDecimal.valueOf(values.size());
        BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal distances = values.stream()
                .map(value -> value.multiply(count).subtract(sum).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal divisor = count.pow(2).multiply(count.subtract(BigDecimal.ONE));
        BigDecimal variance = distances.divide(divisor, SEVENTY_DIGITS);
        double result = name.equals("var")
                ? nearest(variance.doubleValue(), distances, divisor, 1)
                : nearest(variance.sqrt(SEVENTY_DIGITS).doubleValue(), distances, divisor, 2);
        return Double.isFinite(result) ? new AggregateValue.OfDouble(result) : new AggregateValue.Overflow();
    }

    /** The double nearest to the root of a quotient, half to even, from one that is at most a neighbour of it: no digits decide ties. */
    private static double nearest(double near, BigDecimal dividend, BigDecimal divisor, int power) {
        if (!Double.isFinite(near)) {
            return near;
        }
        boolean odd = (Double.doubleToRawLongBits(near) & 1) == 1;
        BigDecimal half = new BigDecimal("0.5");
        BigDecimal above = new BigDecimal(near).add(new BigDecimal(Math.ulp(near)).multiply(half));
        int compared = dividend.compareTo(above.pow(power).multiply(divisor));
        if (compared > 0 || (compared == 0 && odd)) {
            return Math.nextUp(near);
        }
        if (near == 0) {
            return near;
        }
        BigDecimal below =
                new BigDecimal(near).add(new BigDecimal(Math.nextDown(near))).multiply(half);
        compared = dividend.compareTo(below.pow(power).multiply(divisor));
        return compared < 0 || (compared == 0 && odd) ? Math.nextDown(near) : near;
    }

    private static double mean(BigDecimal exact, int count) {
        if (Double.isFinite(exact.doubleValue())) {
            double mean = exact.doubleValue() / count;
            return mean == 0 ? 0.0 : mean;
        }
        BigDecimal scale = new BigDecimal(BigInteger.TWO.pow(64));
        return Math.scalb(exact.divide(scale).doubleValue() / count, 64);
    }
}
