package dev.oriel.api.frame;

import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows, their values by column in arrays, and which of them are meant; what {@code DataFrame} stands on and where its methods
 * are explained. Never changes.
 *
 * @param <T> one row
 */
public final class Table<T> {
    private final @Nullable Schema<T> schema;
    private final List<T> rows;
    private final List<ColumnData> data;
    private final Selection selection;

    private Table(@Nullable Schema<T> schema, List<T> rows, List<ColumnData> data, Selection selection) {
        this.schema = schema;
        this.rows = rows;
        this.data = data;
        this.selection = selection;
    }

    /** Rows without columns: they are counted and gone through. */
    public static <T> Table<T> of(List<? extends T> rows) {
        List<T> copied = List.copyOf(rows);
        return new Table<>(null, copied, List.of(), Selection.all(copied.size()));
    }

    /**
     * Rows with columns. Cost: every component of every row is read once, into an array per column.
     *
     * @throws IllegalArgumentException if a float is NaN or infinite, or a value is null whose component is not nullable
     */
    public static <T> Table<T> of(Schema<T> schema, List<? extends T> rows) {
        List<T> copied = List.copyOf(rows);
        var door = new Door(place(schema));
        List<ColumnData> data = schema.columns().stream()
                .map(column -> column.read(copied, door))
                .toList();
        return new Table<>(schema, copied, data, Selection.all(copied.size()));
    }

    /** The number of rows. */
    public int count() {
        return selection.count();
    }

    /** The rows, in order; each one the object that was handed in. */
    public List<T> rows() {
        return new View<>(selection) {
            @Override
            T at(int row) {
                return rows.get(row);
            }
        };
    }

    /** The values of a column, in order, boxed when they are asked for; null where there is none. */
    public <V> List<@Nullable V> values(Column<T, V> column) {
        requireColumn(column);
        return new View<V>(selection) {
            @Override
            @Nullable
            V at(int row) {
                return column.value(rows.get(row));
            }
        };
    }

    /** The rows for which a condition holds. Cost: a loop per comparison, over the rows that the ones before it left. */
    public Table<T> where(Condition<T> condition) {
        return new Table<>(schema, rows, data, new Filter<>(this).rows(condition, selection, true));
    }

    /** The rows with some columns each. */
    public Table<Selected<T>> select(List<Column<T, ?>> columns) {
        columns.forEach(this::requireColumn);
        return of(rows().stream().map(row -> new Selected<>(columns, row)).toList());
    }

    /** The rows in groups of equal values; rows without a value are a group too. */
    public <K> Grouping<T, @Nullable K> group(Column<T, K> key) {
        return new Grouping<>(this, GroupIds.of(data(key), selection), key::value);
    }

    /** The rows in groups of equal pairs of values. */
    public <A, B> Grouping<T, Pair<A, B>> group(Column<T, A> first, Column<T, B> second) {
        GroupIds ids = GroupIds.of(data(first), selection).by(GroupIds.of(data(second), selection), selection);
        return new Grouping<>(this, ids, row -> new Pair<>(first.value(row), second.value(row)));
    }

    /** The sum; 0 where no row has a value. */
    public long sum(LongColumn<T> column) {
        return fitting(exact(longs(column)), 0, column);
    }

    /** The sum, rounded once, whatever the order of rows; 0 where no row has a value. */
    public double sum(DoubleColumn<T> column) {
        return finite(exact(doubles(column)).round(), column);
    }

    /** The rounded sum divided by the number of values; null where no row has a value. */
    public @Nullable Double mean(NumberColumn<T, ?> column) {
        int count = selection.withoutNulls(data(column).nulls()).count();
        if (count == 0) {
            return null;
        }
        return switch (numbers(column)) {
            case ColumnData.Longs longs -> exact(longs).divideBy(0, count);
            case ColumnData.Doubles doubles -> exact(doubles).divideBy(count);
        };
    }

    /** The smallest value; null where no row has one. */
    public <V extends Comparable<? super V>> @Nullable V min(OrderedColumn<T, V> column) {
        return extreme(column, -1);
    }

    /** The largest value; null where no row has one. */
    public <V extends Comparable<? super V>> @Nullable V max(OrderedColumn<T, V> column) {
        return extreme(column, 1);
    }

    /** The number of different values, null not being one. */
    public int countDistinct(Column<T, ?> column) {
        ColumnData values = data(column);
        return GroupIds.of(values, selection.withoutNulls(values.nulls())).groups();
    }

    /** The values that are not null, in order. */
    public long[] toArray(LongColumn<T> column) {
        ColumnData.Longs longs = longs(column);
        Selection there = selection.withoutNulls(longs.nulls());
        long[] values = new long[there.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = longs.values()[there.rows()[i]];
        }
        return values;
    }

    /** The values that are not null, in order. */
    public double[] toArray(DoubleColumn<T> column) {
        ColumnData.Doubles doubles = doubles(column);
        Selection there = selection.withoutNulls(doubles.nulls());
        double[] values = new double[there.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = doubles.values()[there.rows()[i]];
        }
        return values;
    }

    private <V extends Comparable<? super V>> @Nullable V extreme(OrderedColumn<T, V> column, int sign) {
        ColumnData values = data(column);
        Selection there = selection.withoutNulls(values.nulls());
        if (there.count() == 0) {
            return null;
        }
        RowOrder order = RowOrder.of(values);
        int best = there.rows()[0];
        for (int i = 1; i < there.count(); i++) {
            int row = there.rows()[i];
            if (order.compare(row, best) * sign > 0) {
                best = row;
            }
        }
        return column.value(rows.get(best));
    }

    private LongSum exact(ColumnData.Longs longs) {
        // A null holds 0, which changes no sum.
        var sum = new LongSum(1);
        sum.addAll(0, longs.values(), selection);
        return sum;
    }

    private ExactSum exact(ColumnData.Doubles doubles) {
        var sum = new ExactSum();
        sum.addAll(doubles.values(), selection);
        return sum;
    }

    /** The sum of a group. */
    long fitting(LongSum sums, int group, Column<T, ?> column) {
        if (!sums.fits(group)) {
            throw new ArithmeticException(place() + " · the sum of column '" + column.name() + "' is '"
                    + sums.exact(group) + "', beyond 64 bits · integers go from " + Long.MIN_VALUE + " to "
                    + Long.MAX_VALUE + " · sum fewer rows, or ask for the mean");
        }
        return sums.low(group);
    }

    /** A sum of floats. */
    double finite(double sum, Column<T, ?> column) {
        if (!Double.isFinite(sum)) {
            throw new ArithmeticException(place() + " · the sum of column '" + column.name()
                    + "' is beyond the largest float · floats go up to " + Double.MAX_VALUE
                    + " · sum fewer rows, or ask for the mean");
        }
        return sum;
    }

    Selection selection() {
        return selection;
    }

    /** A row by its number among all rows, selected or not. */
    T row(int row) {
        return rows.get(row);
    }

    ColumnData.Numbers numbers(NumberColumn<T, ?> column) {
        return (ColumnData.Numbers) data(column);
    }

    ColumnData.Longs longs(LongColumn<T> column) {
        return (ColumnData.Longs) data(column);
    }

    ColumnData.Doubles doubles(DoubleColumn<T> column) {
        return (ColumnData.Doubles) data(column);
    }

    ColumnData.Booleans booleans(BooleanColumn<T> column) {
        return (ColumnData.Booleans) data(column);
    }

    ColumnData.Objects objects(Column<T, ?> column) {
        return (ColumnData.Objects) data(column);
    }

    ColumnData data(Column<T, ?> column) {
        requireColumn(column);
        return data.get(placeOf(column).orElseThrow());
    }

    private void requireColumn(Column<T, ?> column) {
        if (placeOf(column).isEmpty()) {
            throw new IllegalArgumentException(place() + " · it has no column '" + column.name()
                    + "' of this kind · known are " + known()
                    + " · make the frame with the schema that the column is a part of");
        }
    }

    private Optional<Integer> placeOf(Column<T, ?> column) {
        return Optional.ofNullable(schema).flatMap(known -> known.placeOf(column));
    }

    private String known() {
        return Stream.ofNullable(schema)
                .flatMap(of -> of.columns().stream())
                .map(Column::name)
                .reduce((left, right) -> left + ", " + right)
                .orElse("none");
    }

    private String place() {
        return schema == null ? "frame without columns" : place(schema);
    }

    private static String place(Schema<?> schema) {
        return "frame of " + schema.type().getSimpleName();
    }

    @Override
    public String toString() {
        return rows().stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A list of something of each selected row, made when it is asked for. */
    private abstract static class View<E> extends AbstractList<E> implements RandomAccess {
        private final Selection selection;

        View(Selection selection) {
            this.selection = selection;
        }

        abstract @Nullable E at(int row);

        @Override
        public final @Nullable E get(int index) {
            if (index < 0 || index >= selection.count()) {
                throw new IndexOutOfBoundsException("row " + index + " of " + selection.count());
            }
            return at(selection.rows()[index]);
        }

        @Override
        public final int size() {
            return selection.count();
        }
    }
}
