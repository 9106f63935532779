package dev.oriel.api.frame;

import java.util.Arrays;

/**
 * Which rows of a table a condition holds for, or fails for.
 *
 * @param <M> the record
 */
final class Filter<M> {
    /*
     * Conditions have three outcomes: they hold, fail, or do neither because of a null. Instead of keeping an outcome for each
     * row, every condition is asked for the rows of one outcome; negation asks for the other one. So each condition is one loop
     * over an array of primitives, which writes every row and moves on only past those it keeps.
     */
    private final Table<M> table;

    Filter(Table<M> table) {
        this.table = table;
    }

    /** The rows among {@code from} for which {@code condition} holds, or, if {@code wanted} is false, fails. */
    Selection rows(Condition<M> condition, Selection from, boolean wanted) {
        return switch (condition) {
            case BooleanColumn<M> column -> booleans(table.booleans(column), from, wanted);
            case Conditions.LongRange<M> range -> longRange(range, from, wanted);
            case Conditions.LongIn<M> in -> longIn(in, from, wanted);
            case Conditions.DoubleRange<M> range -> doubleRange(range, from, wanted);
            case Conditions.DoubleIn<M> in -> doubleIn(in, from, wanted);
            case Conditions.ObjectRange<M, ?> range -> objectRange(range, from, wanted);
            case Conditions.ObjectIn<M> in -> objectIn(in, from, wanted);
            case Conditions.IsNull<M> isNull ->
                from.byNull(table.data(isNull.column()).nulls(), wanted);
            case Conditions.Both<M> both ->
                wanted ? each(both.first(), both.second(), from, true) : any(both.first(), both.second(), from, false);
            case Conditions.Either<M> either ->
                wanted
                        ? any(either.first(), either.second(), from, true)
                        : each(either.first(), either.second(), from, false);
            case Conditions.Not<M> not -> rows(not.negated(), from, !wanted);
        };
    }

    private Selection each(Condition<M> first, Condition<M> second, Selection from, boolean wanted) {
        return rows(second, rows(first, from, wanted), wanted);
    }

    private Selection any(Condition<M> first, Condition<M> second, Selection from, boolean wanted) {
        return rows(first, from, wanted).union(rows(second, from, wanted));
    }

    private static Selection booleans(ColumnData.Booleans data, Selection from, boolean wanted) {
        Selection there = from.withoutNulls(data.nulls());
        boolean[] values = data.values();
        int[] kept = new int[there.count()];
        int length = 0;
        for (int i = 0; i < kept.length; i++) {
            int row = there.rows()[i];
            kept[length] = row;
            length += values[row] == wanted ? 1 : 0;
        }
        return new Selection(kept, length);
    }

    private Selection longRange(Conditions.LongRange<M> range, Selection from, boolean wanted) {
        ColumnData.Longs data = table.longs(range.column());
        Selection there = from.withoutNulls(data.nulls());
        long[] values = data.values();
        int[] rows = there.rows();
        int[] kept = new int[there.count()];
        long low = range.low();
        long high = range.high();
        int length = 0;
        for (int i = 0; i < kept.length; i++) {
            int row = rows[i];
            long value = values[row];
            kept[length] = row;
            length += (low <= value && value <= high) == wanted ? 1 : 0;
        }
        return new Selection(kept, length);
    }

    private Selection doubleRange(Conditions.DoubleRange<M> range, Selection from, boolean wanted) {
        ColumnData.Doubles data = table.doubles(range.column());
        Selection there = from.withoutNulls(data.nulls());
        double[] values = data.values();
        int[] rows = there.rows();
        int[] kept = new int[there.count()];
        double low = range.low();
        double high = range.high();
        int length = 0;
        for (int i = 0; i < kept.length; i++) {
            int row = rows[i];
            double value = values[row];
            kept[length] = row;
            length += (low <= value && value <= high) == wanted ? 1 : 0;
        }
        return new Selection(kept, length);
    }

    private Selection longIn(Conditions.LongIn<M> in, Selection from, boolean wanted) {
        ColumnData.Longs data = table.longs(in.column());
        Selection there = from.withoutNulls(data.nulls());
        int[] kept = new int[there.count()];
        int length = 0;
        for (int i = 0; i < kept.length; i++) {
            int row = there.rows()[i];
            kept[length] = row;
            length += Arrays.binarySearch(in.sorted(), data.values()[row]) >= 0 == wanted ? 1 : 0;
        }
        return new Selection(kept, length);
    }

    private Selection doubleIn(Conditions.DoubleIn<M> in, Selection from, boolean wanted) {
        ColumnData.Doubles data = table.doubles(in.column());
        Selection there = from.withoutNulls(data.nulls());
        int[] kept = new int[there.count()];
        int length = 0;
        for (int i = 0; i < kept.length; i++) {
            int row = there.rows()[i];
            kept[length] = row;
            length += Arrays.binarySearch(in.sorted(), data.values()[row]) >= 0 == wanted ? 1 : 0;
        }
        return new Selection(kept, length);
    }

    private Selection objectRange(Conditions.ObjectRange<M, ?> range, Selection from, boolean wanted) {
        ColumnData.Objects data = table.objects(range.column());
        int[] kept = new int[from.count()];
        int length = 0;
        for (int i = 0; i < kept.length; i++) {
            int row = from.rows()[i];
            Object value = data.values()[row];
            if (value != null && range.holds(value) == wanted) {
                kept[length++] = row;
            }
        }
        return new Selection(kept, length);
    }

    private Selection objectIn(Conditions.ObjectIn<M> in, Selection from, boolean wanted) {
        ColumnData.Objects data = table.objects(in.column());
        int[] kept = new int[from.count()];
        int length = 0;
        for (int i = 0; i < kept.length; i++) {
            int row = from.rows()[i];
            Object value = data.values()[row];
            if (value != null && in.values().contains(value) == wanted) {
                kept[length++] = row;
            }
        }
        return new Selection(kept, length);
    }
}
