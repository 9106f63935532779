package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.number.FixedSquares;
import dev.oriel.kernel.number.FixedSum;
import dev.oriel.kernel.number.Words;
import java.util.EnumSet;
import java.util.Set;

/**
 * The components of many numbers in a few longs of an array, in place: how many rows and nulls there were, and what else the aggregations
 * asked for. Immutable itself; the hot path of adding and folding.
 *
 * <p>Numbers that do not fit their cells (see {@link FixedSum}) belong in {@link WideNumbers} beside them: a method that meets one
 * returns which components it left out.
 */
public final class NumericCells {
    /*
     * Cell 0 counts rows. Cell 1 counts nulls in its lower 56 bits; the upper eight say which components are not known of some of the
     * events, because they were not kept when those were written. Then come the sum, the sum of squares, the minimum and the
     * maximum, as far as they are kept. Minimum and maximum of doubles are kept as longs in the same order.
     */
    static final int ROWS = 0;
    static final int NULLS = 1;
    private static final int COUNTS = 2;
    private static final int NULLS_BITS = 56;
    /** The most nulls there is room for. */
    static final long NULLS_MAX = (1L << NULLS_BITS) - 1;

    private static final int LONG_SUM_WORDS = 2;
    private static final int LONG_SQUARES_WORDS = 3;
    private static final int NONE = -1;

    /** What a method returns when everything has found its place. */
    public static final int NOTHING_LEFT = 0;

    /** A bit of what is left out: the sum. */
    public static final int SUM_LEFT = 1;

    /** A bit of what is left out: the sum of squares. */
    public static final int SQUARES_LEFT = 2;

    private final ColumnType column;
    private final Set<Component> components;
    private final int sumWords;
    private final int squaresWords;
    private final int sumAt;
    private final int squaresAt;
    private final int minimumAt;
    private final int maximumAt;
    private final int width;

    /** Cells for some components of a column; one that holds no numbers has none. */
    public NumericCells(ColumnType column, Set<Component> components) {
        this.column = column;
        this.components = components.isEmpty() ? EnumSet.noneOf(Component.class) : EnumSet.copyOf(components);
        this.sumWords = column == ColumnType.DOUBLE ? FixedSum.WORDS : LONG_SUM_WORDS;
        this.squaresWords = column == ColumnType.DOUBLE ? FixedSquares.WORDS : LONG_SQUARES_WORDS;
        int at = COUNTS;
        this.sumAt = keeps(Component.SUM) ? at : NONE;
        at += keeps(Component.SUM) ? sumWords : 0;
        this.squaresAt = keeps(Component.SUM_OF_SQUARES) ? at : NONE;
        at += keeps(Component.SUM_OF_SQUARES) ? squaresWords : 0;
        this.minimumAt = keeps(Component.MINIMUM) ? at++ : NONE;
        this.maximumAt = keeps(Component.MAXIMUM) ? at++ : NONE;
        this.width = at;
    }

    /** The longs that one state takes. */
    public int width() {
        return width;
    }

    /** The type of the column. */
    public ColumnType column() {
        return column;
    }

    /** Whether a component is kept. */
    public boolean keeps(Component component) {
        return components.contains(component);
    }

    /** Whether any component is kept, so that the values matter and not only their number. */
    public boolean keepsAny() {
        return !components.isEmpty();
    }

    /** Makes a state that of no events. */
    public void clear(long[] cells, int at) {
        for (int i = 0; i < width; i++) {
            cells[at + i] = 0;
        }
        if (minimumAt != NONE) {
            cells[at + minimumAt] = Long.MAX_VALUE;
        }
        if (maximumAt != NONE) {
            cells[at + maximumAt] = Long.MIN_VALUE;
        }
    }

    /** Adds a row without a value. */
    public void addNull(long[] cells, int at) {
        cells[at + ROWS]++;
        cells[at + NULLS]++;
    }

    /**
     * Adds a row with a value.
     *
     * @param bits the long, or the raw bits of the finite double
     * @return what of it was left out: bits of {@link #SUM_LEFT} and {@link #SQUARES_LEFT}
     */
    public int addValue(long[] cells, int at, long bits) {
        cells[at + ROWS]++;
        return column == ColumnType.DOUBLE ? addDouble(cells, at, bits) : addLong(cells, at, bits);
    }

    private int addLong(long[] cells, int at, long value) {
        if (sumAt != NONE) {
            Words.add2(cells, at + sumAt, value);
        }
        if (squaresAt != NONE) {
            Words.addSquare3(cells, at + squaresAt, value);
        }
        extend(cells, at, value);
        return NOTHING_LEFT;
    }

    private int addDouble(long[] cells, int at, long bits) {
        double value = Double.longBitsToDouble(bits);
        int left = NOTHING_LEFT;
        if (sumAt != NONE && !FixedSum.add(cells, at + sumAt, value)) {
            left |= SUM_LEFT;
        }
        if (squaresAt != NONE && !FixedSquares.add(cells, at + squaresAt, value)) {
            left |= SQUARES_LEFT;
        }
        extend(cells, at, ordered(bits));
        return left;
    }

    private void extend(long[] cells, int at, long ordered) {
        if (minimumAt != NONE && ordered < cells[at + minimumAt]) {
            cells[at + minimumAt] = ordered;
        }
        if (maximumAt != NONE && ordered > cells[at + maximumAt]) {
            cells[at + maximumAt] = ordered;
        }
    }

    /** Adds to a state all events of another. */
    public void merge(long[] into, int at, long[] from, int fromAt) {
        into[at + ROWS] += from[fromAt + ROWS];
        long nulls = into[at + NULLS];
        long moreNulls = from[fromAt + NULLS];
        into[at + NULLS] = ((nulls | moreNulls) & ~NULLS_MAX) | ((nulls + moreNulls) & NULLS_MAX);
        if (sumAt != NONE) {
            Words.add(into, at + sumAt, from, fromAt + sumAt, sumWords);
        }
        if (squaresAt != NONE) {
            Words.add(into, at + squaresAt, from, fromAt + squaresAt, squaresWords);
        }
        if (minimumAt != NONE) {
            into[at + minimumAt] = Math.min(into[at + minimumAt], from[fromAt + minimumAt]);
        }
        if (maximumAt != NONE) {
            into[at + maximumAt] = Math.max(into[at + maximumAt], from[fromAt + maximumAt]);
        }
    }

    /**
     * Adds to a state all events of several others that lie in a row, as as many calls of {@link #merge} would. Sums, minimum and maximum
     * stay in registers, which is several times as fast.
     */
    public void mergeRow(long[] into, int at, long[] from, int fromAt, int count) {
        if (minimumAt != NONE && maximumAt != NONE) {
            mergeCountsAndExtremes(into, at, from, fromAt, count);
        } else {
            mergeCounts(into, at, from, fromAt, count);
            mergeExtremes(into, at, from, fromAt, count);
        }
        if (sumAt != NONE) {
            if (sumWords == FixedSum.WORDS) {
                Words.addRow3(into, at + sumAt, from, fromAt + sumAt, width, count);
            } else {
                Words.addRow2(into, at + sumAt, from, fromAt + sumAt, width, count);
            }
        }
        if (squaresAt != NONE) {
            for (int i = 0; i < count; i++) {
                Words.add(into, at + squaresAt, from, fromAt + i * width + squaresAt, squaresWords);
            }
        }
    }

    /** What layers mostly keep, in one loop. */
    private void mergeCountsAndExtremes(long[] into, int at, long[] from, int fromAt, int count) {
        long rows = into[at + ROWS];
        long nulls = into[at + NULLS];
        long missing = nulls;
        long minimum = into[at + minimumAt];
        long maximum = into[at + maximumAt];
        int end = fromAt + count * width;
        for (int place = fromAt; place < end; place += width) {
            rows += from[place + ROWS];
            nulls += from[place + NULLS] & NULLS_MAX;
            missing |= from[place + NULLS];
            minimum = Math.min(minimum, from[place + minimumAt]);
            maximum = Math.max(maximum, from[place + maximumAt]);
        }
        into[at + ROWS] = rows;
        into[at + NULLS] = (missing & ~NULLS_MAX) | (nulls & NULLS_MAX);
        into[at + minimumAt] = minimum;
        into[at + maximumAt] = maximum;
    }

    private void mergeExtremes(long[] into, int at, long[] from, int fromAt, int count) {
        for (int i = 0, place = fromAt; i < count; i++, place += width) {
            if (minimumAt != NONE) {
                into[at + minimumAt] = Math.min(into[at + minimumAt], from[place + minimumAt]);
            }
            if (maximumAt != NONE) {
                into[at + maximumAt] = Math.max(into[at + maximumAt], from[place + maximumAt]);
            }
        }
    }

    private void mergeCounts(long[] into, int at, long[] from, int fromAt, int count) {
        long rows = into[at + ROWS];
        long nulls = into[at + NULLS];
        long missing = nulls;
        for (int i = 0, place = fromAt; i < count; i++, place += width) {
            rows += from[place + ROWS];
            nulls += from[place + NULLS] & NULLS_MAX;
            missing |= from[place + NULLS];
        }
        into[at + ROWS] = rows;
        into[at + NULLS] = (missing & ~NULLS_MAX) | (nulls & NULLS_MAX);
    }

    /** Whether a state may hold all events of another, by how many of them are null and how many are not. */
    public boolean mayHold(long[] cells, int at, long[] what, int whatAt) {
        long nulls = nulls(cells, at) - nulls(what, whatAt);
        return nulls >= 0 && rows(cells, at) - rows(what, whatAt) >= nulls;
    }

    /** Takes out of a state all events of another, which were added before; only where every component is invertible. */
    public void subtract(long[] from, int at, long[] what, int whatAt) {
        from[at + ROWS] -= what[whatAt + ROWS];
        from[at + NULLS] -= what[whatAt + NULLS] & NULLS_MAX;
        if (sumAt != NONE) {
            Words.subtract(from, at + sumAt, what, whatAt + sumAt, sumWords);
        }
        if (squaresAt != NONE) {
            Words.subtract(from, at + squaresAt, what, whatAt + squaresAt, squaresWords);
        }
    }

    /** The number of rows, nulls included. */
    public long rows(long[] cells, int at) {
        return cells[at + ROWS];
    }

    long nulls(long[] cells, int at) {
        return cells[at + NULLS] & NULLS_MAX;
    }

    /** Whether a component is not known of some of the events. */
    boolean misses(long[] cells, int at, Component component) {
        return ((cells[at + NULLS] >>> (NULLS_BITS + component.number())) & 1) != 0;
    }

    /** Whether some component is not known of some of the events. */
    public boolean missesAny(long[] cells, int at) {
        return cells[at + NULLS] >>> NULLS_BITS != 0;
    }

    void markMissing(long[] cells, int at, Component component) {
        cells[at + NULLS] |= 1L << (NULLS_BITS + component.number());
    }

    int placeOf(Component component) {
        return switch (component) {
            case SUM -> sumAt;
            case SUM_OF_SQUARES -> squaresAt;
            case MINIMUM -> minimumAt;
            case MAXIMUM -> maximumAt;
        };
    }

    int wordsOf(Component component) {
        return switch (component) {
            case SUM -> sumWords;
            case SUM_OF_SQUARES -> squaresWords;
            case MINIMUM, MAXIMUM -> 1;
        };
    }

    /** A double's bits as a long that compares as {@link Double#compare} does. Its own inverse. */
    static long ordered(long bits) {
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }
}
