package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.ColumnType;
import java.util.List;

/** The aggregations there are, by the name users write. */
public final class Aggregations {
    private static final List<String> NAMES = List.of("count", "sum", "mean", "min", "max");

    private Aggregations() {}

    /** Every name that {@link #of} knows, in the order documentation lists them. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * The aggregation of that name over a column of that type.
     *
     * @param name one of {@link #names()}
     * @throws IllegalArgumentException if there is none: the message lists what there is
     */
    public static Aggregation<?> of(String name, ColumnType column) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("aggregation · there is no aggregation '" + name + "' · known: " + NAMES
                    + " · use one of these names");
        }
        if (name.equals("count")) {
            return new Count();
        }
        return switch (column) {
            case LONG -> overLongs(name);
            case DOUBLE -> overDoubles(name);
            case NONE, BYTES, VECTOR ->
                throw new IllegalArgumentException(
                        "aggregation · '" + name
                                + "' needs a column of numbers · without a column there is only 'count' · name the column to aggregate");
        };
    }

    private static Aggregation<?> overLongs(String name) {
        return switch (name) {
            case "sum" -> new LongSum();
            case "mean" -> new LongMean();
            case "min" -> new LongExtreme(Extreme.MIN);
            case "max" -> new LongExtreme(Extreme.MAX);
            default -> throw new AssertionError("listed in NAMES but not made for longs: " + name);
        };
    }

    private static Aggregation<?> overDoubles(String name) {
        return switch (name) {
            case "sum" -> new DoubleSum();
            case "mean" -> new DoubleMean();
            case "min" -> new DoubleExtreme(Extreme.MIN);
            case "max" -> new DoubleExtreme(Extreme.MAX);
            default -> throw new AssertionError("listed in NAMES but not made for doubles: " + name);
        };
    }
}
