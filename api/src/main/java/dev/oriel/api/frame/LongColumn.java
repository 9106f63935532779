package dev.oriel.api.frame;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A column of 64-bit integers: components of type {@code long}, {@code int} and their boxes.
 *
 * @param <M> the record
 */
public final class LongColumn<M> extends NumberColumn<M, Long> {
    /** One of the two is there: a component that cannot be null is read without a box. */
    private final @Nullable ToLongFunction<? super M> plain;

    private final @Nullable Function<? super M, ? extends @Nullable Number> boxed;

    private LongColumn(
            String name,
            @Nullable ToLongFunction<? super M> plain,
            @Nullable Function<? super M, ? extends @Nullable Number> boxed) {
        super(name, boxed != null);
        this.plain = plain;
        this.boxed = boxed;
    }

    /** A column without nulls; called by generated code. */
    public static <M> LongColumn<M> of(String name, ToLongFunction<? super M> component) {
        return new LongColumn<>(name, component, null);
    }

    /** A column that may have nulls, of a {@code Long} or {@code Integer}; called by generated code. */
    public static <M> LongColumn<M> nullable(String name, Function<? super M, ? extends @Nullable Number> component) {
        return new LongColumn<>(name, null, component);
    }

    @Override
    public @Nullable Long value(M row) {
        if (plain != null) {
            return plain.applyAsLong(row);
        }
        Number value = boxed == null ? null : boxed.apply(row);
        return value == null ? null : value.longValue();
    }

    /** Rows whose value is {@code value}. */
    public Condition<M> eq(long value) {
        return between(value, value);
    }

    /** Rows whose value is another than {@code value}; rows without a value are not among them. */
    public Condition<M> ne(long value) {
        return eq(value).not();
    }

    /** Rows whose value is less. */
    public Condition<M> lt(long value) {
        return ge(value).not();
    }

    /** Rows whose value is less or equal. */
    public Condition<M> le(long value) {
        return between(Long.MIN_VALUE, value);
    }

    /** Rows whose value is greater. */
    public Condition<M> gt(long value) {
        return le(value).not();
    }

    /** Rows whose value is greater or equal. */
    public Condition<M> ge(long value) {
        return between(value, Long.MAX_VALUE);
    }

    /** Rows whose value lies from {@code low} to {@code high}, both included; none if {@code high} is less than {@code low}. */
    public Condition<M> between(long low, long high) {
        return new Conditions.LongRange<>(this, low, high);
    }

    /** Rows whose value is one of these; none if there are none. Cost per row: logarithm of their number. */
    public Condition<M> in(long... values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Conditions.LongIn<>(this, sorted);
    }

    @Override
    ColumnData read(List<? extends M> rows, Door door) {
        long[] values = new long[rows.size()];
        if (plain != null) {
            for (int row = 0; row < values.length; row++) {
                values[row] = plain.applyAsLong(rows.get(row));
            }
            return new ColumnData.Longs(values, null);
        }
        var nulls = new NullBits(values.length);
        for (int row = 0; row < values.length; row++) {
            Number value = boxed == null ? null : boxed.apply(rows.get(row));
            if (value == null) {
                nulls.set(row);
            } else {
                values[row] = value.longValue();
            }
        }
        return new ColumnData.Longs(values, nulls.orNone());
    }
}
