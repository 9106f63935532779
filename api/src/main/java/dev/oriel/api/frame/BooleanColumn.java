package dev.oriel.api.frame;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A column of true and false, which is a condition itself: {@code messages.where(LoginMessage_.failed)}. A row without a value is
 * neither.
 *
 * @param <M> the record
 */
public final class BooleanColumn<M> extends Column<M, Boolean> implements Condition<M> {
    /** One of the two is there: a component that cannot be null is read without a box. */
    private final @Nullable Predicate<? super M> plain;

    private final @Nullable Function<? super M, @Nullable Boolean> boxed;

    private BooleanColumn(
            String name, @Nullable Predicate<? super M> plain, @Nullable Function<? super M, @Nullable Boolean> boxed) {
        super(name, boxed != null);
        this.plain = plain;
        this.boxed = boxed;
    }

    /** A column without nulls; called by generated code. */
    public static <M> BooleanColumn<M> of(String name, Predicate<? super M> component) {
        return new BooleanColumn<>(name, component, null);
    }

    /** A column that may have nulls; called by generated code. */
    public static <M> BooleanColumn<M> nullable(String name, Function<? super M, @Nullable Boolean> component) {
        return new BooleanColumn<>(name, null, component);
    }

    @Override
    public @Nullable Boolean value(M row) {
        if (plain != null) {
            return plain.test(row);
        }
        return boxed == null ? null : boxed.apply(row);
    }

    /** Rows whose value is {@code value}. */
    public Condition<M> eq(boolean value) {
        return value ? this : not();
    }

    @Override
    ColumnData read(List<? extends M> rows, Door door) {
        boolean[] values = new boolean[rows.size()];
        if (plain != null) {
            for (int row = 0; row < values.length; row++) {
                values[row] = plain.test(rows.get(row));
            }
            return new ColumnData.Booleans(values, null);
        }
        var nulls = new NullBits(values.length);
        for (int row = 0; row < values.length; row++) {
            Boolean value = boxed == null ? null : boxed.apply(rows.get(row));
            if (value == null) {
                nulls.set(row);
            } else {
                values[row] = value;
            }
        }
        return new ColumnData.Booleans(values, nulls.orNone());
    }
}
