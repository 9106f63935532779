package dev.oriel.api;

import dev.oriel.api.frame.Column;
import dev.oriel.api.frame.Condition;
import dev.oriel.api.frame.DoubleColumn;
import dev.oriel.api.frame.LongColumn;
import dev.oriel.api.frame.NumberColumn;
import dev.oriel.api.frame.OrderedColumn;
import dev.oriel.api.frame.Pair;
import dev.oriel.api.frame.Schema;
import dev.oriel.api.frame.Selected;
import dev.oriel.api.frame.Table;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in an order, and what can be asked of all of them at once. It never changes.
 *
 * <p>The rows of a relation, {@code DataFrame<Transaction> transactions()} on a user, are counted and gone through. The rows of a
 * frame of messages have columns besides: {@code messages.where(LoginMessage_.failed).sum(LoginMessage_.attempts)}. Columns are
 * generated for records marked {@link Message}, so a condition on rows that have none, or the mean of text, does not compile.
 *
 * <p>Values lie in arrays of primitives by column; a condition marks rows and copies none. Nulls are skipped by sums, means,
 * smallest and largest values, and counted by {@link #count()}.
 *
 * @param <T> one row: a feature class, a message, or what another frame was made into
 */
public final class DataFrame<T> implements Iterable<T> {
    private final Table<T> table;

    private DataFrame(Table<T> table) {
        this.table = table;
    }

    /**
     * Rows without columns.
     *
     * @param rows copied; none is null
     */
    public static <T> DataFrame<T> of(List<? extends T> rows) {
        return new DataFrame<>(Table.of(rows));
    }

    /**
     * Messages with their columns: {@code DataFrame.of(LoginMessage_.schema, messages)}. Cost: every component of every message is
     * read once.
     *
     * @param rows copied; none is null
     * @throws IllegalArgumentException if a float is NaN or infinite, or a value is null whose component is not nullable
     */
    public static <T> DataFrame<T> of(Schema<T> schema, List<? extends T> rows) {
        return new DataFrame<>(Table.of(schema, rows));
    }

    /** The number of rows. */
    public long count() {
        return table.count();
    }

    /** The rows, in order; a view that never changes. */
    public List<T> rows() {
        return table.rows();
    }

    /** The values of a column, in order, boxed when they are asked for; null where a row has none. */
    public <V> List<@Nullable V> values(Column<T, V> column) {
        return table.values(column);
    }

    /** The values of a column that are not null, in order. */
    public long[] toArray(LongColumn<T> column) {
        return table.toArray(column);
    }

    /** The values of a column that are not null, in order. */
    public double[] toArray(DoubleColumn<T> column) {
        return table.toArray(column);
    }

    /** The rows for which a condition holds. Cost: one loop per comparison, over the rows that the ones before it left. */
    public DataFrame<T> where(Condition<T> condition) {
        return new DataFrame<>(table.where(condition));
    }

    /** Some columns of every row. Conditions come before: what is selected has no columns of its own. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final DataFrame<Selected<T>> select(Column<T, ?>... columns) {
        return new DataFrame<>(table.select(List.of(columns)));
    }

    /** The rows in groups of equal values. Rows without a value are a group too, whose key is null. */
    public <K> Groups<T, @Nullable K> group(Column<T, K> key) {
        return new Groups<>(table.group(key));
    }

    /** The rows in groups of equal pairs of values. */
    public <A, B> Groups<T, Pair<A, B>> group(Column<T, A> first, Column<T, B> second) {
        return new Groups<>(table.group(first, second));
    }

    /**
     * The exact sum; 0 where no row has a value.
     *
     * @throws ArithmeticException if it does not fit 64 bits, whatever the order of rows
     */
    public long sum(LongColumn<T> column) {
        return table.sum(column);
    }

    /**
     * The exact sum, rounded once: the same in every order of rows; 0 where no row has a value.
     *
     * @throws ArithmeticException if it is beyond the largest float
     */
    public double sum(DoubleColumn<T> column) {
        return table.sum(column);
    }

    /** The rounded sum divided by the number of values; null where no row has a value. */
    public @Nullable Double mean(NumberColumn<T, ?> column) {
        return table.mean(column);
    }

    /** The smallest value; null where no row has one. */
    public <V extends Comparable<? super V>> @Nullable V min(OrderedColumn<T, V> column) {
        return table.min(column);
    }

    /** The largest value; null where no row has one. */
    public <V extends Comparable<? super V>> @Nullable V max(OrderedColumn<T, V> column) {
        return table.max(column);
    }

    /** The number of different values, null not being one; 0 where no row has a value. */
    public long countDistinct(Column<T, ?> column) {
        return table.countDistinct(column);
    }

    @Override
    public Iterator<T> iterator() {
        return rows().iterator();
    }

    /** All rows: not for frames of millions. */
    @Override
    public String toString() {
        return table.toString();
    }
}
