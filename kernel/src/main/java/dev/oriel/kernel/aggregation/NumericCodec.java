package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.bytes.CorruptStateException;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import dev.oriel.kernel.number.ExactSum;
import dev.oriel.kernel.number.FixedSquares;
import dev.oriel.kernel.number.FixedSum;
import dev.oriel.kernel.number.Words;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The binary form of {@link NumericCells}: equal sets of events give equal bytes, however they are spread over cells and wide numbers. */
public final class NumericCodec {
    /*
     * Rows and nulls (unsigned LEB128), a byte with a bit for each component there is, then the components in order. Sums of longs and all sums
     * of squares are the bytes of an integer after their number; sums of squares of doubles are an odd integer after the power of two it is
     * to be multiplied with, in units of 2^-2148. Minimum and maximum are there only if there is a value.
     */
    private static final int COMPONENTS_MAX = 1 << Component.values().length;
    /** Room for 2^63 squares of the largest double. */
    private static final int INTEGER_BYTES_MAX = 600;

    private static final int TWOS_MAX = 2 * 2098 + Long.SIZE;

    private final NumericCells layout;
    private final boolean isDouble;

    /** The binary form of cells of that layout. */
    public NumericCodec(NumericCells layout) {
        this.layout = layout;
        this.isDouble = layout.column() == ColumnType.DOUBLE;
    }

    /** Writes a state. */
    public void write(long[] cells, int at, @Nullable WideNumbers wide, StateWriter target) {
        long rows = layout.rows(cells, at);
        long nulls = layout.nulls(cells, at);
        target.writeUnsigned(rows);
        target.writeUnsigned(nulls);
        int kept = 0;
        for (Component component : Component.values()) {
            if (layout.keeps(component) && !layout.misses(cells, at, component)) {
                kept |= 1 << component.number();
            }
        }
        target.writeByte(kept);
        if (has(kept, Component.SUM)) {
            writeSum(cells, at, wide, target);
        }
        if (has(kept, Component.SUM_OF_SQUARES)) {
            writeSquares(cells, at, wide, target);
        }
        if (rows > nulls && has(kept, Component.MINIMUM)) {
            writeOrdered(cells[at + layout.placeOf(Component.MINIMUM)], target);
        }
        if (rows > nulls && has(kept, Component.MAXIMUM)) {
            writeOrdered(cells[at + layout.placeOf(Component.MAXIMUM)], target);
        }
    }

    private void writeSum(long[] cells, int at, @Nullable WideNumbers wide, StateWriter target) {
        int place = at + layout.placeOf(Component.SUM);
        if (!isDouble) {
            writeInteger(Words.toBigInteger(cells, place, layout.wordsOf(Component.SUM)), target);
            return;
        }
        if (wide == null || wide.sum().isZero()) {
            double rounded = FixedSum.round(cells, place);
            long[] again = new long[FixedSum.WORDS];
            FixedSum.add(again, 0, rounded);
            if (Arrays.equals(again, 0, FixedSum.WORDS, cells, place, place + FixedSum.WORDS)) {
                ExactSum.writeDouble(rounded, target);
                return;
            }
        }
        new CellNumbers(layout, cells, at, wide).exactSum().write(target);
    }

    private void writeSquares(long[] cells, int at, @Nullable WideNumbers wide, StateWriter target) {
        int place = at + layout.placeOf(Component.SUM_OF_SQUARES);
        if (!isDouble) {
            writeInteger(Words.toBigInteger(cells, place, layout.wordsOf(Component.SUM_OF_SQUARES)), target);
            return;
        }
        BigInteger squares = new CellNumbers(layout, cells, at, wide).exactSquares();
        int twos = Math.max(0, squares.getLowestSetBit());
        target.writeUnsigned(twos);
        writeInteger(squares.shiftRight(twos), target);
    }

    private void writeOrdered(long ordered, StateWriter target) {
        if (isDouble) {
            target.writeDouble(Double.longBitsToDouble(NumericCells.ordered(ordered)));
        } else {
            target.writeSigned(ordered);
        }
    }

    /**
     * Reads a state into cells. Components that the layout does not keep are skipped; those that are not there are marked as missing.
     *
     * @return the numbers that do not fit, null if there are none
     * @throws CorruptStateException if the bytes are not those of such a state
     */
    public @Nullable WideNumbers read(StateReader source, long[] cells, int at) {
        long rows = source.readUnsigned();
        long nulls = source.readUnsigned();
        if (rows <= 0 || nulls < 0 || nulls > rows || nulls > NumericCells.NULLS_MAX) {
            throw source.corrupt(
                    "found '" + rows + "' rows with '" + nulls + "' nulls",
                    "expected at least one row, and no more nulls");
        }
        int kept = source.readByte();
        if (kept >= COMPONENTS_MAX) {
            throw source.corrupt("found components '" + kept + "'", "known: less than " + COMPONENTS_MAX);
        }
        layout.clear(cells, at);
        cells[at + NumericCells.ROWS] = rows;
        cells[at + NumericCells.NULLS] = nulls;
        for (Component component : Component.values()) {
            if (layout.keeps(component) && !has(kept, component)) {
                layout.markMissing(cells, at, component);
            }
        }
        WideNumbers wide = new WideNumbers();
        if (has(kept, Component.SUM)) {
            readSum(source, cells, at, wide);
        }
        if (has(kept, Component.SUM_OF_SQUARES)) {
            readSquares(source, cells, at, wide);
        }
        if (rows > nulls && has(kept, Component.MINIMUM)) {
            readOrdered(source, cells, at, Component.MINIMUM);
        }
        if (rows > nulls && has(kept, Component.MAXIMUM)) {
            readOrdered(source, cells, at, Component.MAXIMUM);
        }
        if (!new CellNumbers(layout, cells, at, wide).arePossible()) {
            throw source.corrupt("found a sum and a sum of squares that no numbers have", "expected those of some");
        }
        return wide.isZero() ? null : wide;
    }

    private void readSum(StateReader source, long[] cells, int at, WideNumbers wide) {
        if (!isDouble) {
            readInteger(source, cells, at, Component.SUM);
            return;
        }
        ExactSum sum = ExactSum.read(source);
        if (layout.keeps(Component.SUM) && !sum.toFixed(cells, at + layout.placeOf(Component.SUM))) {
            wide.addSum(sum);
        }
    }

    private void readSquares(StateReader source, long[] cells, int at, WideNumbers wide) {
        if (!isDouble) {
            readInteger(source, cells, at, Component.SUM_OF_SQUARES);
            return;
        }
        long twos = source.readUnsigned();
        if (twos < 0 || twos > TWOS_MAX) {
            throw source.corrupt("found a power of two of '" + twos + "'", "expected at most " + TWOS_MAX);
        }
        BigInteger squares = readInteger(source).shiftLeft((int) twos);
        if (!layout.keeps(Component.SUM_OF_SQUARES)) {
            return;
        }
        int belowUnit = FixedSquares.ANY_UNIT_BITS - FixedSquares.UNIT_BITS;
        boolean fits = squares.signum() == 0 || squares.getLowestSetBit() >= belowUnit;
        // Sums that are added to later must not come near the sign.
        BigInteger units = squares.shiftRight(belowUnit);
        if (!fits
                || units.bitLength() > FixedSquares.BITS_READ_MAX
                || !Words.set(cells, at + layout.placeOf(Component.SUM_OF_SQUARES), FixedSquares.WORDS, units)) {
            wide.addSquares(squares);
        }
    }

    private void readInteger(StateReader source, long[] cells, int at, Component component) {
        BigInteger value = readInteger(source);
        long[] words = new long[layout.wordsOf(component)];
        if (!Words.set(words, 0, words.length, value)) {
            throw source.corrupt(
                    "found an integer of " + value.bitLength() + " bits",
                    "expected less than " + words.length * Long.SIZE);
        }
        if (layout.keeps(component)) {
            System.arraycopy(words, 0, cells, at + layout.placeOf(component), words.length);
        }
    }

    private void readOrdered(StateReader source, long[] cells, int at, Component component) {
        long ordered = isDouble
                ? NumericCells.ordered(Double.doubleToRawLongBits(source.readFiniteDouble()))
                : source.readSigned();
        if (layout.keeps(component)) {
            cells[at + layout.placeOf(component)] = ordered;
        }
    }

    /** The fewest bytes whose sign extension is the integer, none for 0. */
    private static void writeInteger(BigInteger value, StateWriter target) {
        byte[] bytes = value.signum() == 0 ? new byte[0] : value.toByteArray();
        target.writeUnsigned(bytes.length);
        target.writeBytes(bytes);
    }

    private static BigInteger readInteger(StateReader source) {
        long length = source.readUnsigned();
        if (length < 0 || length > INTEGER_BYTES_MAX) {
            throw source.corrupt("found an integer of '" + length + "' bytes", "expected at most " + INTEGER_BYTES_MAX);
        }
        byte[] bytes = source.slice(length).readRemaining();
        return bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
    }

    private static boolean has(int kept, Component component) {
        return ((kept >>> component.number()) & 1) != 0;
    }
}
