package dev.oriel.kernel.number;

import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The exact sum of floating numbers, rounded only when asked for: a function of the set of numbers added, whatever the order and
 * grouping. The sum of nothing, and every other sum of zero, is +0.0; adding either zero changes nothing.
 */
public final class ExactSum {
    /*
     * A sum is an integer in units of 2^-1074, the smallest double. It is kept in "chunks" of 32 bits in signed 64-bit
     * longs: chunk i counts units of 2^(32 i). The 53 bits of one double touch two neighbouring chunks and add less than 2^53 to
     * either, so a thousand of them may be added before carries must be passed on [1]. Unlike [1], which keeps all 67
     * chunks, only the range of chunks in use is kept.
     *
     * As long as the sum is itself a double, which it is for one number and mostly for whole ones, it is kept as one: the error
     * term of TwoSum [2] tells when it no longer is. Both forms are exact, so which one is in use never shows.
     *
     * [1] R. M. Neal, "Fast exact summation using small and large superaccumulators", 2015, arXiv:1505.05571, section 2.
     * [2] D. E. Knuth, "The Art of Computer Programming", volume 2, section 4.2.2, theorem B.
     */
    private static final int CHUNK_BITS = 32;
    private static final long CHUNK_MASK = 0xFFFF_FFFFL;
    /** Room for 2^63 times the largest double. */
    private static final int CHUNKS_MAX = 70;
    /** Keeps every chunk below 2^62 in size, far from overflow. */
    private static final int ADDS_BETWEEN_CARRIES_MAX = 256;

    /** The chunk that counts the units of a {@link FixedSum}. */
    private static final int FIXED_BASE = (1074 - FixedSum.UNIT_BITS) / CHUNK_BITS;

    private static final int MANTISSA_BITS = 52;
    private static final long HIDDEN_BIT = 1L << MANTISSA_BITS;
    private static final int EXPONENT_MASK = 0x7FF;
    private static final int FORM_DOUBLE = 0;
    private static final int FORM_POSITIVE_DIGITS = 1;
    private static final int FORM_NEGATIVE_DIGITS = 2;
    private static final long[] NO_CHUNKS = {};

    /** The whole sum while there are no chunks; otherwise 0. */
    private double single;

    private long[] chunks = NO_CHUNKS;
    /** The place of {@code chunks[0]} among all chunks. */
    private int base;

    private int addsSinceCarry;

    /** Throws unless {@code value} is a number that can be summed. */
    public static void requireFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("aggregation · '" + value
                    + "' cannot be aggregated · finite numbers can · refuse the event that carries it");
        }
    }

    /**
     * Adds a number.
     *
     * @throws IllegalArgumentException if it is NaN or infinite
     */
    public void add(double value) {
        requireFinite(value);
        if (chunks.length > 0 || !addToSingle(value)) {
            addToChunks(value);
        }
    }

    /**
     * Takes a number out again, exactly.
     *
     * @throws IllegalArgumentException if it is NaN or infinite
     */
    public void subtract(double value) {
        add(-value);
    }

    /** Adds all numbers of {@code other}. Cost: one addition per chunk of {@code other}. */
    public void addAll(ExactSum other) {
        if (other.chunks.length == 0) {
            add(other.single);
        } else {
            addChunks(other, 1);
        }
    }

    /** Adds the sum kept in {@link FixedSum#WORDS} words. */
    public void addFixed(long[] words, int at) {
        spillSingle();
        if (addsSinceCarry >= ADDS_BETWEEN_CARRIES_MAX) {
            carry();
        }
        cover(FIXED_BASE, FIXED_BASE + 2 * FixedSum.WORDS - 1);
        int offset = FIXED_BASE - base;
        for (int i = 0; i < FixedSum.WORDS; i++) {
            long word = words[at + i];
            chunks[offset + 2 * i] += word & CHUNK_MASK;
            chunks[offset + 2 * i + 1] += i == FixedSum.WORDS - 1 ? word >> CHUNK_BITS : word >>> CHUNK_BITS;
        }
        addsSinceCarry++;
    }

    /**
     * Puts the sum into words that hold 0.
     *
     * @return false, without effect, if it does not fit
     */
    public boolean toFixed(long[] words, int at) {
        if (chunks.length == 0) {
            return FixedSum.add(words, at, single);
        }
        ExactDigits digits = digits();
        // One digit less than there is room for: sums that are added to later must not come near the sign.
        if (digits.base() < FIXED_BASE
                || digits.base() + digits.digits().length > FIXED_BASE + 2 * FixedSum.WORDS - 1) {
            return digits.isZero();
        }
        long[] signed = digits.toChunks();
        for (int i = 0; i < signed.length; i++) {
            int place = digits.base() - FIXED_BASE + i;
            long shifted = signed[i] << (place % 2 * CHUNK_BITS);
            long carried = place % 2 == 0 ? signed[i] >> 63 : signed[i] >> CHUNK_BITS;
            switch (place / 2) {
                case 0 -> Words.add3(words, at, shifted, carried, signed[i] >> 63);
                case 1 -> Words.add3(words, at, 0, shifted, carried);
                default -> Words.add3(words, at, 0, 0, shifted);
            }
        }
        return true;
    }

    /** Takes all numbers of {@code other} out again, exactly. */
    public void subtractAll(ExactSum other) {
        if (other.chunks.length == 0) {
            subtract(other.single);
        } else {
            addChunks(other, -1);
        }
    }

    /** Whether the sum is 0. */
    public boolean isZero() {
        return chunks.length == 0 ? single == 0 : digits().isZero();
    }

    /** The double nearest to the sum, half to even; infinite only when the exact sum rounds beyond the largest double. */
    public double round() {
        return chunks.length == 0 ? single : digits().round(0);
    }

    /** The rounded sum divided by {@code count > 0}, never -0.0; finite whenever the quotient is, though the sum may not be. */
    public double divideBy(long count) {
        double sum = round();
        if (Double.isFinite(sum)) {
            return sum / count + 0.0;
        }
        // Two places down is a division by 2^64. It rounds as the sum would: 53 bits are left, far above the smallest
        // double.
        return Math.scalb(digits().round(-2) / count, 2 * CHUNK_BITS);
    }

    /** The sum in units of 2^-1074. */
    public BigInteger toBigInteger() {
        BigInteger units = BigInteger.ZERO;
        if (chunks.length == 0) {
            ExactSum spilled = copy();
            spilled.spillSingle();
            return spilled.chunks.length == 0 ? units : spilled.toBigInteger();
        }
        for (int i = chunks.length - 1; i >= 0; i--) {
            units = units.shiftLeft(CHUNK_BITS).add(BigInteger.valueOf(chunks[i]));
        }
        return units.shiftLeft(base * CHUNK_BITS);
    }

    /** An equal sum that shares nothing with this one. */
    public ExactSum copy() {
        ExactSum copy = new ExactSum();
        copy.single = single;
        copy.chunks = chunks.length == 0 ? NO_CHUNKS : chunks.clone();
        copy.base = base;
        copy.addsSinceCarry = addsSinceCarry;
        return copy;
    }

    /** Writes a double if the sum is one, else its sign and its digits to the base 2^32: equal sums give equal bytes. */
    public void write(StateWriter target) {
        if (chunks.length == 0) {
            writeDouble(single, target);
            return;
        }
        ExactDigits digits = digits();
        if (digits.isDouble()) {
            writeDouble(digits.round(0), target);
            return;
        }
        target.writeByte(digits.negative() ? FORM_NEGATIVE_DIGITS : FORM_POSITIVE_DIGITS);
        digits.write(target);
    }

    /** Writes a sum that is a double. */
    public static void writeDouble(double sum, StateWriter target) {
        target.writeByte(FORM_DOUBLE);
        target.writeDouble(sum + 0.0);
    }

    /** The sum that {@link #write} wrote. */
    public static ExactSum read(StateReader source) {
        ExactSum sum = new ExactSum();
        int form = source.readByte();
        switch (form) {
            case FORM_DOUBLE -> sum.single = source.readFiniteDouble() + 0.0;
            case FORM_POSITIVE_DIGITS, FORM_NEGATIVE_DIGITS -> {
                ExactDigits digits = ExactDigits.read(source, form == FORM_NEGATIVE_DIGITS, CHUNKS_MAX);
                sum.chunks = digits.toChunks();
                sum.base = digits.base();
            }
            default -> throw source.corrupt("found form '" + form + "' of a floating sum", "known: 0, 1, 2");
        }
        return sum;
    }

    /** Adds unless the result would have to be rounded. */
    private boolean addToSingle(double value) {
        double sum = single + value;
        double virtual = sum - single;
        double error = (single - (sum - virtual)) + (value - virtual);
        // An overflow makes the error NaN, which is not 0 either.
        if (error != 0) {
            return false;
        }
        single = sum;
        return true;
    }

    private void addToChunks(double value) {
        spillSingle();
        if (addsSinceCarry >= ADDS_BETWEEN_CARRIES_MAX) {
            carry();
        }
        place(value);
    }

    private void addChunks(ExactSum other, int sign) {
        spillSingle();
        cover(other.base, other.base + other.chunks.length - 1);
        if (addsSinceCarry + other.addsSinceCarry >= ADDS_BETWEEN_CARRIES_MAX) {
            carry();
        }
        int offset = other.base - base;
        for (int i = 0; i < other.chunks.length; i++) {
            chunks[offset + i] += sign * other.chunks[i];
        }
        // A chunk of the other may be a carried one besides what was added to it since.
        addsSinceCarry += other.addsSinceCarry + 1;
        if (addsSinceCarry > ADDS_BETWEEN_CARRIES_MAX) {
            carry();
        }
    }

    private void spillSingle() {
        double kept = single;
        single = 0;
        if (kept != 0) {
            place(kept);
        }
    }

    private void place(double value) {
        if (value == 0) {
            return;
        }
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> MANTISSA_BITS) & EXPONENT_MASK;
        long mantissa = (bits & (HIDDEN_BIT - 1)) | (exponent == 0 ? 0 : HIDDEN_BIT);
        int position = Math.max(exponent, 1) - 1;
        int chunk = position / CHUNK_BITS;
        int shift = position % CHUNK_BITS;
        long lower = (mantissa << shift) & CHUNK_MASK;
        long upper = mantissa >>> (CHUNK_BITS - shift);
        cover(chunk, chunk + 1);
        int at = chunk - base;
        if (bits < 0) {
            chunks[at] -= lower;
            chunks[at + 1] -= upper;
        } else {
            chunks[at] += lower;
            chunks[at + 1] += upper;
        }
        addsSinceCarry++;
    }

    /** Grows the range of chunks kept, if need be, to hold those from {@code first} to {@code last}. */
    private void cover(int first, int last) {
        if (chunks.length == 0) {
            chunks = new long[last - first + 1];
            base = first;
            return;
        }
        int newFirst = Math.min(first, base);
        int newLast = Math.max(last, base + chunks.length - 1);
        if (newLast - newFirst >= chunks.length) {
            long[] wider = new long[newLast - newFirst + 1];
            System.arraycopy(chunks, 0, wider, base - newFirst, chunks.length);
            chunks = wider;
            base = newFirst;
        }
    }

    /** Brings every chunk but the last, which keeps the sign, into 0 to 2^32 - 1, and the last into the range of an int. */
    private void carry() {
        int last = chunks.length - 1;
        ExactDigits.carry(chunks);
        if (chunks[last] != (int) chunks[last]) {
            cover(base, base + last + 1);
            chunks[last + 1] = chunks[last] >> CHUNK_BITS;
            chunks[last] &= CHUNK_MASK;
        }
        addsSinceCarry = 0;
    }

    private ExactDigits digits() {
        // Chunks may be read by several threads: they are carried in a copy, with room for what carrying brings up.
        return ExactDigits.ofSigned(Arrays.copyOf(chunks, chunks.length + 2), base);
    }
}
