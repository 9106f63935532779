package dev.oriel.api.frame;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A column of finite 64-bit floats: components of type {@code double}, {@code float} and their boxes. A frame refuses NaN and
 * infinity when it is made, and takes -0.0 for 0.0.
 *
 * @param <M> the record
 */
public final class DoubleColumn<M> extends NumberColumn<M, Double> {
    /** One of the two is there: a component that cannot be null is read without a box. */
    private final @Nullable ToDoubleFunction<? super M> plain;

    private final @Nullable Function<? super M, ? extends @Nullable Number> boxed;

    private DoubleColumn(
            String name,
            @Nullable ToDoubleFunction<? super M> plain,
            @Nullable Function<? super M, ? extends @Nullable Number> boxed) {
        super(name, boxed != null);
        this.plain = plain;
        this.boxed = boxed;
    }

    /** A column without nulls; called by generated code. */
    public static <M> DoubleColumn<M> of(String name, ToDoubleFunction<? super M> component) {
        return new DoubleColumn<>(name, component, null);
    }

    /** A column that may have nulls, of a {@code Double} or {@code Float}; called by generated code. */
    public static <M> DoubleColumn<M> nullable(String name, Function<? super M, ? extends @Nullable Number> component) {
        return new DoubleColumn<>(name, null, component);
    }

    @Override
    public @Nullable Double value(M row) {
        if (plain != null) {
            return plain.applyAsDouble(row) + 0.0;
        }
        Number value = boxed == null ? null : boxed.apply(row);
        return value == null ? null : value.doubleValue() + 0.0;
    }

    /** Rows whose value is {@code value}. */
    public Condition<M> eq(double value) {
        return between(value, value);
    }

    /** Rows whose value is another than {@code value}; rows without a value are not among them. */
    public Condition<M> ne(double value) {
        return eq(value).not();
    }

    /** Rows whose value is less. */
    public Condition<M> lt(double value) {
        return ge(value).not();
    }

    /** Rows whose value is less or equal. */
    public Condition<M> le(double value) {
        return between(Double.NEGATIVE_INFINITY, value);
    }

    /** Rows whose value is greater. */
    public Condition<M> gt(double value) {
        return le(value).not();
    }

    /** Rows whose value is greater or equal. */
    public Condition<M> ge(double value) {
        return between(value, Double.POSITIVE_INFINITY);
    }

    /**
     * Rows whose value lies from {@code low} to {@code high}, both included; none if {@code high} is less than {@code low}.
     *
     * @throws IllegalArgumentException if one of them is NaN
     */
    public Condition<M> between(double low, double high) {
        return new Conditions.DoubleRange<>(this, comparable(low), comparable(high));
    }

    /**
     * Rows whose value is one of these; none if there are none. Cost per row: logarithm of their number.
     *
     * @throws IllegalArgumentException if one of them is NaN
     */
    public Condition<M> in(double... values) {
        double[] sorted = values.clone();
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = comparable(sorted[i]) + 0.0;
        }
        Arrays.sort(sorted);
        return new Conditions.DoubleIn<>(this, sorted);
    }

    private double comparable(double value) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("column '" + name()
                    + "' · it is compared with NaN · nothing is equal to, less or greater than NaN · compare with a number,"
                    + " or ask isNull()");
        }
        return value;
    }

    @Override
    ColumnData read(List<? extends M> rows, Door door) {
        double[] values = new double[rows.size()];
        if (plain != null) {
            for (int row = 0; row < values.length; row++) {
                values[row] = door.finite(plain.applyAsDouble(rows.get(row)), this, row);
            }
            return new ColumnData.Doubles(values, null);
        }
        var nulls = new NullBits(values.length);
        for (int row = 0; row < values.length; row++) {
            Number value = boxed == null ? null : boxed.apply(rows.get(row));
            if (value == null) {
                nulls.set(row);
            } else {
                values[row] = door.finite(value.doubleValue(), this, row);
            }
        }
        return new ColumnData.Doubles(values, nulls.orNone());
    }
}
