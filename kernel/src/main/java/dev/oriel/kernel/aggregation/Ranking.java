package dev.oriel.kernel.aggregation;

import java.util.Arrays;

/**
 * A total order of rows that never depends on how they arrived: by a column, then by event time, then by the row's primary key, then by
 * the aggregated value. Rows that it cannot tell apart are equal in everything that is kept of them.
 *
 * @param by the column that orders rows, {@link OrderedColumn#NONE} where only their time does
 * @param value the aggregated column
 */
record Ranking(OrderedColumn by, OrderedColumn value, Kind kind) {
    /** Which rows come first. */
    enum Kind {
        /** Those smallest by the column, of them the newest. */
        SMALLEST(false, true, true),
        /** Those largest by the column, of them the newest. */
        LARGEST(true, true, true),
        /** The oldest. */
        FIRST(false, false, true),
        /** The newest. */
        LAST(true, true, true),
        /** The oldest; of them, unlike everywhere else, that of the smallest key and value, null below any. */
        EVENT_ORDER(false, false, false);

        private final boolean largestFirst;
        private final boolean newestFirst;
        private final boolean largerTieFirst;

        Kind(boolean largestFirst, boolean newestFirst, boolean largerTieFirst) {
            this.largestFirst = largestFirst;
            this.newestFirst = newestFirst;
            this.largerTieFirst = largerTieFirst;
        }
    }

    /** Whether rows without a value take part. */
    boolean keepsNulls() {
        return kind == Kind.EVENT_ORDER;
    }

    /** Whether the event takes part. */
    boolean takes(Event event) {
        return !by.isNull(event) && (keepsNulls() || !value.isNull(event));
    }

    /** Below 0 if the event, which takes part, comes before the row, above 0 if after it. */
    int compare(Event event, RankedRow row) {
        int order = by.compare(event, row.byNumber, row.byBytes);
        if (order != 0) {
            return kind.largestFirst ? -order : order;
        }
        order = Long.compare(event.millis(), row.millis);
        if (order != 0) {
            return kind.newestFirst ? -order : order;
        }
        order = Arrays.compareUnsigned(event.key(), row.key);
        if (order == 0) {
            order = compareValue(event, row);
        }
        return kind.largerTieFirst ? -order : order;
    }

    /** The same of two rows. */
    int compare(RankedRow left, RankedRow right) {
        int order = by.compare(left.byNumber, left.byBytes, right.byNumber, right.byBytes);
        if (order != 0) {
            return kind.largestFirst ? -order : order;
        }
        order = Long.compare(left.millis, right.millis);
        if (order != 0) {
            return kind.newestFirst ? -order : order;
        }
        order = Arrays.compareUnsigned(left.key, right.key);
        if (order == 0) {
            order = compareValue(left, right);
        }
        return kind.largerTieFirst ? -order : order;
    }

    private int compareValue(Event event, RankedRow row) {
        boolean hasValue = !value.isNull(event);
        return hasValue && row.hasValue
                ? value.compare(event, row.number, row.bytes)
                : Boolean.compare(hasValue, row.hasValue);
    }

    private int compareValue(RankedRow left, RankedRow right) {
        return left.hasValue && right.hasValue
                ? value.compare(left.number, left.bytes, right.number, right.bytes)
                : Boolean.compare(left.hasValue, right.hasValue);
    }
}
