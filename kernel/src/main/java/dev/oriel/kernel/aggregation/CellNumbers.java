package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.number.ExactSum;
import dev.oriel.kernel.number.FixedSquares;
import dev.oriel.kernel.number.FixedSum;
import dev.oriel.kernel.number.Words;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** {@link Numbers} read from cells, and from the wide numbers beside them if there are any. */
public final class CellNumbers implements Numbers {
    /** Enough leading bits of a quotient for a double and its rounding. */
    private static final int QUOTIENT_BITS = 64;

    private static final int MANTISSA_BITS = 53;
    /** The smallest double is 2 to this power. */
    private static final int LOWEST_EXPONENT = -1074;

    private final NumericCells layout;
    private final long[] cells;
    private final int at;
    private final @Nullable WideNumbers wide;

    /** Reads the state at a place of an array, which must not change meanwhile. */
    public CellNumbers(NumericCells layout, long[] cells, int at, @Nullable WideNumbers wide) {
        this.layout = layout;
        this.cells = cells;
        this.at = at;
        this.wide = wide;
    }

    @Override
    public long rows() {
        return layout.rows(cells, at);
    }

    @Override
    public long values() {
        return rows() - layout.nulls(cells, at);
    }

    @Override
    public AggregateValue sum() {
        if (misses(Component.SUM)) {
            return new AggregateValue.NotKept();
        }
        int place = place(Component.SUM);
        if (layout.column() == ColumnType.LONG) {
            boolean fits = cells[place + 1] == cells[place] >> 63;
            return fits ? new AggregateValue.OfLong(cells[place]) : new AggregateValue.Overflow();
        }
        return finite(hasWideSum() ? exactSum().round() : FixedSum.round(cells, place));
    }

    @Override
    public AggregateValue mean() {
        if (misses(Component.SUM)) {
            return new AggregateValue.NotKept();
        }
        if (values() == 0) {
            return new AggregateValue.Absent();
        }
        int place = place(Component.SUM);
        if (layout.column() == ColumnType.LONG) {
            boolean fits = cells[place + 1] == cells[place] >> 63;
            double sum = fits
                    ? (double) cells[place]
                    : Words.toBigInteger(cells, place, layout.wordsOf(Component.SUM))
                            .doubleValue();
            return new AggregateValue.OfDouble(sum / values());
        }
        return finite(hasWideSum() ? exactSum().divideBy(values()) : FixedSum.round(cells, place) / values() + 0.0);
    }

    @Override
    public AggregateValue variance() {
        return moment(false);
    }

    @Override
    public AggregateValue standardDeviation() {
        return moment(true);
    }

    @Override
    public AggregateValue minimum() {
        return extreme(Component.MINIMUM);
    }

    @Override
    public AggregateValue maximum() {
        return extreme(Component.MAXIMUM);
    }

    /** The bits of the value, if there is just one; the sum or an extreme must be kept. */
    public long onlyValueBits() {
        boolean isDouble = layout.column() == ColumnType.DOUBLE;
        for (Component extreme : new Component[] {Component.MINIMUM, Component.MAXIMUM}) {
            if (layout.keeps(extreme)) {
                long kept = cells[place(extreme)];
                return isDouble ? NumericCells.ordered(kept) : kept;
            }
        }
        if (!isDouble) {
            return cells[place(Component.SUM)];
        }
        return Double.doubleToRawLongBits(exactSum().round());
    }

    /** Whether there are numbers that have this count, sum and sum of squares, as far as those are kept. */
    public boolean arePossible() {
        if (!layout.keeps(Component.SUM) || misses(Component.SUM)) {
            return true;
        }
        boolean knowsSquares = layout.keeps(Component.SUM_OF_SQUARES) && !misses(Component.SUM_OF_SQUARES);
        if (!knowsSquares && values() > 0) {
            return true;
        }
        if (values() == 0) {
            boolean hasNoSum = isWide() ? exactSum().isZero() : isZero(Component.SUM);
            return hasNoSum
                    && (!knowsSquares || (isWide() ? exactSquares().signum() == 0 : isZero(Component.SUM_OF_SQUARES)));
        }
        // By Cauchy and Schwarz; one number has just one square.
        int sign = numerator().signum();
        return sign == 0 || (sign > 0 && values() > 1);
    }

    private boolean isZero(Component component) {
        return Words.isZero(cells, place(component), layout.wordsOf(component));
    }

    private AggregateValue extreme(Component component) {
        if (misses(component)) {
            return new AggregateValue.NotKept();
        }
        if (values() == 0) {
            return new AggregateValue.Absent();
        }
        long kept = cells[place(component)];
        return layout.column() == ColumnType.LONG
                ? new AggregateValue.OfLong(kept)
                : new AggregateValue.OfDouble(Double.longBitsToDouble(NumericCells.ordered(kept)));
    }

    /*
     * The sample variance is (n q - s^2) / (n (n - 1)) with the sum s and the sum of squares q. Numerator and denominator are exact
     * integers; their quotient is cut to 64 leading bits with a sticky last one and rounded once.
     */
    private AggregateValue moment(boolean root) {
        if (misses(Component.SUM) || misses(Component.SUM_OF_SQUARES)) {
            return new AggregateValue.NotKept();
        }
        long count = values();
        if (count < 2) {
            return new AggregateValue.Absent();
        }
        BigInteger values = BigInteger.valueOf(count);
        BigInteger numerator = numerator();
        if (numerator.signum() == 0) {
            return new AggregateValue.OfDouble(0.0);
        }
        int unitBits =
                layout.column() == ColumnType.LONG ? 0 : isWide() ? FixedSquares.ANY_UNIT_BITS : FixedSquares.UNIT_BITS;
        BigInteger denominator = values.multiply(BigInteger.valueOf(count - 1));
        // An even scale, so that a root can be taken of the leading bits alone.
        int scale = Math.max(0, 2 * QUOTIENT_BITS - (numerator.bitLength() - denominator.bitLength()));
        scale += (scale + unitBits) & 1;
        BigInteger[] quotient = numerator.shiftLeft(scale).divideAndRemainder(denominator);
        int exponent = -scale - unitBits;
        if (!root) {
            return finite(scaled(sticky(quotient[0], quotient[1].signum() != 0), exponent));
        }
        BigInteger square = quotient[0];
        BigInteger[] rooted = square.sqrtAndRemainder();
        boolean inexact = rooted[1].signum() != 0 || quotient[1].signum() != 0;
        return finite(scaled(sticky(rooted[0], inexact), exponent / 2));
    }

    /** n q - s^2: never below 0 of numbers that there are. */
    private BigInteger numerator() {
        BigInteger values = BigInteger.valueOf(values());
        if (isWide()) {
            return wideNumerator(values);
        }
        BigInteger sum = Words.toBigInteger(cells, place(Component.SUM), layout.wordsOf(Component.SUM));
        BigInteger squares =
                Words.toBigInteger(cells, place(Component.SUM_OF_SQUARES), layout.wordsOf(Component.SUM_OF_SQUARES));
        return values.multiply(squares).subtract(sum.multiply(sum));
    }

    private BigInteger wideNumerator(BigInteger values) {
        BigInteger sum = exactSum().toBigInteger();
        return values.multiply(exactSquares()).subtract(sum.multiply(sum));
    }

    /** The value with its last bit set if something is missing below it: it then rounds as the true one does. */
    private static BigInteger sticky(BigInteger value, boolean inexact) {
        return inexact ? value.setBit(0) : value;
    }

    /** The double nearest to {@code value >= 0} times 2 to the power of {@code exponent}, half to even; infinite beyond the largest. */
    private static double scaled(BigInteger value, int exponent) {
        int lowestKept = Math.max(value.bitLength() - MANTISSA_BITS + exponent, LOWEST_EXPONENT);
        int dropped = lowestKept - exponent;
        if (dropped <= 0) {
            return Math.scalb(value.doubleValue(), exponent);
        }
        BigInteger kept = value.shiftRight(dropped);
        boolean half = value.testBit(dropped - 1);
        if (half && (kept.testBit(0) || value.getLowestSetBit() < dropped - 1)) {
            kept = kept.add(BigInteger.ONE);
        }
        return Math.scalb(kept.doubleValue(), lowestKept);
    }

    private boolean isWide() {
        return layout.column() == ColumnType.DOUBLE && wide != null && !wide.isZero();
    }

    private boolean hasWideSum() {
        return wide != null && !wide.sum().isZero();
    }

    /** The whole sum of a column of doubles. */
    ExactSum exactSum() {
        ExactSum whole = wide == null ? new ExactSum() : wide.sum().copy();
        whole.addFixed(cells, place(Component.SUM));
        return whole;
    }

    /** The whole sum of squares of a column of doubles, in units of 2^-{@link FixedSquares#ANY_UNIT_BITS}. */
    BigInteger exactSquares() {
        BigInteger fixed = Words.toBigInteger(
                        cells, place(Component.SUM_OF_SQUARES), layout.wordsOf(Component.SUM_OF_SQUARES))
                .shiftLeft(FixedSquares.ANY_UNIT_BITS - FixedSquares.UNIT_BITS);
        return wide == null ? fixed : fixed.add(wide.squares());
    }

    private boolean misses(Component component) {
        return layout.misses(cells, at, component);
    }

    private int place(Component component) {
        int place = layout.placeOf(component);
        if (place < 0) {
            throw new IllegalStateException(
                    "numbers · " + component + " is read but not kept · components are kept for the "
                            + "aggregations that declare them · add it to the aggregation's components()");
        }
        return at + place;
    }

    private static AggregateValue finite(double value) {
        return Double.isFinite(value) ? new AggregateValue.OfDouble(value) : new AggregateValue.Overflow();
    }
}
