package dev.oriel.engine.state;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The order of values of one type in the engine's form: that of numbers, texts and times; lists and structs by their parts. */
public final class ValueOrder {
    /** Total, and 0 exactly for values that have the same bytes. */
    public static final Comparator<Object> NATURAL = ValueOrder::compare;

    private static final Comparator<Object> NULLS_FIRST = Comparator.nullsFirst(NATURAL);

    private ValueOrder() {}

    private static int compare(Object left, Object right) {
        return switch (left) {
            case Long number -> number.compareTo((Long) right);
            case Double number -> number.compareTo((Double) right);
            case Boolean truth -> truth.compareTo((Boolean) right);
            case String text -> text.compareTo((String) right);
            case Instant time -> time.compareTo((Instant) right);
            case LocalDate date -> date.compareTo((LocalDate) right);
            case LocalTime time -> time.compareTo((LocalTime) right);
            case Duration duration -> duration.compareTo((Duration) right);
            case BigDecimal number -> number.compareTo((BigDecimal) right);
            case byte[] bytes -> Arrays.compareUnsigned(bytes, (byte[]) right);
            case double[] numbers -> Arrays.compare(numbers, (double[]) right);
            case List<?> items -> compareParts(items.iterator(), ((List<?>) right).iterator());
            case Map<?, ?> fields ->
                compareParts(
                        fields.values().iterator(), ((Map<?, ?>) right).values().iterator());
            default ->
                throw new IllegalArgumentException(
                        "a " + left.getClass().getName() + " is not a form that values take: normalise it first");
        };
    }

    private static int compareParts(Iterator<?> left, Iterator<?> right) {
        while (left.hasNext() && right.hasNext()) {
            int order = NULLS_FIRST.compare(left.next(), right.next());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(left.hasNext(), right.hasNext());
    }
}
