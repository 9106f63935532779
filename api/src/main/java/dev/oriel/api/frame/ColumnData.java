package dev.oriel.api.frame;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of one column, by row. Never changed once made. */
sealed interface ColumnData {
    /** A bit per row that is null; null if there is none. */
    long @Nullable [] nulls();

    /** What has a sum. */
    sealed interface Numbers extends ColumnData {}

    /** {@code values} holds 0 where a row is null. */
    record Longs(long[] values, long @Nullable [] nulls) implements Numbers {}

    /** {@code values} holds 0 where a row is null, and never -0.0. */
    record Doubles(double[] values, long @Nullable [] nulls) implements Numbers {}

    /** {@code values} holds false where a row is null. */
    record Booleans(boolean[] values, long @Nullable [] nulls) implements ColumnData {}

    /** {@code values} holds null where a row is null. */
    record Objects(@Nullable Object[] values, long @Nullable [] nulls) implements ColumnData {
        static <M> Objects read(Column<M, ?> column, List<? extends M> rows, Door door) {
            var values = new @Nullable Object[rows.size()];
            var nulls = new NullBits(values.length);
            for (int row = 0; row < values.length; row++) {
                Object value = column.value(rows.get(row));
                if (value == null && !column.nullable()) {
                    throw door.missing(column, row);
                }
                if (value == null) {
                    nulls.set(row);
                }
                values[row] = value;
            }
            return new Objects(values, nulls.orNone());
        }
    }
}
