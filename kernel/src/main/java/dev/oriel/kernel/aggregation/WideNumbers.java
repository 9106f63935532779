package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.number.ExactSum;
import dev.oriel.kernel.number.FixedSquares;
import java.math.BigInteger;

/** The exact sums of those doubles that are too large, too small or too finely divided for {@link NumericCells}. */
public final class WideNumbers {
    private final ExactSum sum;
    /** In units of 2^-{@link FixedSquares#ANY_UNIT_BITS}. */
    private BigInteger squares;

    /** Sums of nothing. */
    public WideNumbers() {
        this(new ExactSum(), BigInteger.ZERO);
    }

    private WideNumbers(ExactSum sum, BigInteger squares) {
        this.sum = sum;
        this.squares = squares;
    }

    /** An equal object that shares nothing mutable with this one. */
    public WideNumbers copy() {
        return new WideNumbers(sum.copy(), squares);
    }

    /** Adds what {@link NumericCells#addValue} left out of a double. */
    public void add(double value, int left) {
        if ((left & NumericCells.SUM_LEFT) != 0) {
            sum.add(value);
        }
        if ((left & NumericCells.SQUARES_LEFT) != 0) {
            squares = squares.add(FixedSquares.ofAny(value));
        }
    }

    /** Adds all of another. */
    public void merge(WideNumbers other) {
        sum.addAll(other.sum);
        squares = squares.add(other.squares);
    }

    /** Takes all of another out again. */
    public void subtract(WideNumbers other) {
        sum.subtractAll(other.sum);
        squares = squares.subtract(other.squares);
    }

    /** Whether nothing is kept, so that the object may go. */
    public boolean isZero() {
        return sum.isZero() && squares.signum() == 0;
    }

    void addSum(ExactSum other) {
        sum.addAll(other);
    }

    void addSquares(BigInteger other) {
        squares = squares.add(other);
    }

    ExactSum sum() {
        return sum;
    }

    BigInteger squares() {
        return squares;
    }
}
