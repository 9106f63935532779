package dev.oriel.api.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table, in groups; what {@code DataFrame.group} stands on. All results are in the order of the groups' first rows.
 *
 * @param <T> one row
 * @param <K> what the rows of a group have in common
 */
public final class Grouping<T, K extends @Nullable Object> {
    private final Table<T> table;
    private final GroupIds ids;
    private final Function<T, K> key;

    Grouping(Table<T> table, GroupIds ids, Function<T, K> key) {
        this.table = table;
        this.ids = ids;
        this.key = key;
    }

    /** The number of rows of each group. */
    public List<Group<K, Long>> count() {
        long[] counts = new long[ids.groups()];
        for (int id : ids.ids()) {
            counts[id]++;
        }
        return results(group -> counts[group]);
    }

    /** The sum of each group; 0 where no row has a value. */
    public List<Group<K, Long>> sum(LongColumn<T> column) {
        LongSum sums = sums(table.longs(column));
        return results(group -> table.fitting(sums, group, column));
    }

    /** The sum of each group, rounded once; 0 where no row has a value. */
    public List<Group<K, Double>> sum(DoubleColumn<T> column) {
        ExactSum[] sums = sums(table.doubles(column));
        return results(group -> table.finite(sums[group].round(), column));
    }

    /** The mean of each group; null where no row has a value. */
    public List<Group<K, @Nullable Double>> mean(NumberColumn<T, ?> column) {
        long[] counts = counts(column);
        return switch (table.numbers(column)) {
            case ColumnData.Longs longs -> {
                LongSum sums = sums(longs);
                yield results(group -> counts[group] == 0 ? null : sums.divideBy(group, counts[group]));
            }
            case ColumnData.Doubles doubles -> {
                ExactSum[] sums = sums(doubles);
                yield results(group -> counts[group] == 0 ? null : sums[group].divideBy(counts[group]));
            }
        };
    }

    /** The smallest value of each group; null where no row has a value. */
    public <V extends Comparable<? super V>> List<Group<K, @Nullable V>> min(OrderedColumn<T, V> column) {
        return extremes(column, -1);
    }

    /** The largest value of each group; null where no row has a value. */
    public <V extends Comparable<? super V>> List<Group<K, @Nullable V>> max(OrderedColumn<T, V> column) {
        return extremes(column, 1);
    }

    private <V extends Comparable<? super V>> List<Group<K, @Nullable V>> extremes(
            OrderedColumn<T, V> column, int sign) {
        ColumnData data = table.data(column);
        long[] nulls = data.nulls();
        RowOrder order = RowOrder.of(data);
        int[] rows = table.selection().rows();
        int[] best = new int[ids.groups()];
        boolean[] known = new boolean[ids.groups()];
        for (int i = 0; i < ids.ids().length; i++) {
            int group = ids.ids()[i];
            boolean isNull = nulls != null && NullBits.isSet(nulls, rows[i]);
            if (!isNull && (!known[group] || order.compare(rows[i], best[group]) * sign > 0)) {
                best[group] = rows[i];
                known[group] = true;
            }
        }
        return results(group -> known[group] ? column.value(table.row(best[group])) : null);
    }

    private long[] counts(Column<T, ?> column) {
        long[] nulls = table.data(column).nulls();
        long[] counts = new long[ids.groups()];
        for (int i = 0; i < ids.ids().length; i++) {
            boolean isNull =
                    nulls != null && NullBits.isSet(nulls, table.selection().rows()[i]);
            counts[ids.ids()[i]] += isNull ? 0 : 1;
        }
        return counts;
    }

    private LongSum sums(ColumnData.Longs longs) {
        // A null holds 0, which changes no sum.
        long[] values = longs.values();
        var sums = new LongSum(ids.groups());
        for (int i = 0; i < ids.ids().length; i++) {
            sums.add(ids.ids()[i], values[table.selection().rows()[i]]);
        }
        return sums;
    }

    private ExactSum[] sums(ColumnData.Doubles doubles) {
        double[] values = doubles.values();
        var sums = new ExactSum[ids.groups()];
        for (int group = 0; group < sums.length; group++) {
            sums[group] = new ExactSum();
        }
        for (int i = 0; i < ids.ids().length; i++) {
            sums[ids.ids()[i]].add(values[table.selection().rows()[i]]);
        }
        return sums;
    }

    private <V extends @Nullable Object> List<Group<K, V>> results(IntFunction<V> value) {
        var results = new ArrayList<Group<K, V>>(ids.groups());
        for (int group = 0; group < ids.groups(); group++) {
            results.add(new Group<>(key.apply(table.row(ids.firstRows()[group])), value.apply(group)));
        }
        return results;
    }
}
