package dev.oriel.kernel.aggregation;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.util.Arrays;

/**
 * How many distinct values there were: their hashes while these are at most {@value #HASHES_MAX}, the {@value #REGISTERS} registers of an
 * UltraLogLog [1] beyond. Which of the two, and every bit of either, is a function of the set of hashes, however they were grouped.
 *
 * <p>The only file that knows the hash4j library.
 */
final class DistinctSketch {
    /*
     * Values are hashed by XXH3 (64 bits, seed 0): text as its bytes, numbers as eight bytes, the highest first. Hashes are kept in stores
     * for years, so neither the function nor those bytes may ever change; a test pins them.
     *
     * The estimate is the library's maximum-likelihood one and not its default. That one is a little faster and less exact (1.22 %), and
     * ends in Math.pow, whose last bit may differ between processors; the one used here needs no more than the four operations, square
     * roots, and log1p, which the JDK computes alike everywhere.
     *
     * [1] Ertl, UltraLogLog: A Practical and More Space-Efficient Alternative to HyperLogLog for Approximate Distinct Counting, VLDB 2024.
     */

    /** Up to so many distinct hashes are kept as they are. Half the bytes of the registers. */
    static final int HASHES_MAX = 256;

    /** The number of registers, of a byte each. */
    static final int REGISTERS = 4_096;

    /** The standard deviation of an estimate from registers, relative to the true count: sqrt(ln 2 / zeta(2, 5/4) / 4096) [1]. */
    static final double STANDARD_ERROR = 0.0119;

    private static final int PRECISION = 12;
    private static final Hasher64 HASHER = Hashing.xxh3_64();
    private static final long[] NO_HASHES = {};
    private static final byte[] NO_REGISTERS = {};

    /** The first {@link #size} ones are in ascending order; none once there are registers. */
    private long[] hashes = NO_HASHES;

    private int size;
    private byte[] registers = NO_REGISTERS;

    /** The hash of an integer. */
    static long hash(long value) {
        byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (value >>> (56 - 8 * i));
        }
        return HASHER.hashBytesToLong(bytes);
    }

    /** The hash of a finite number. -0.0 and 0.0 have different ones, as {@link Double#compare} tells them apart. */
    static long hash(double value) {
        return hash(Double.doubleToLongBits(value));
    }

    /** The hash of bytes. */
    static long hash(byte[] value) {
        return HASHER.hashBytesToLong(value);
    }

    /** A sketch equal to this one that shares nothing with it. */
    DistinctSketch copy() {
        DistinctSketch copy = new DistinctSketch();
        copy.hashes = Arrays.copyOf(hashes, size);
        copy.size = size;
        copy.registers = registers.clone();
        return copy;
    }

    /** Adds a hash. Cost: a binary search and at most 2 KiB moved, or one register. */
    void add(long hash) {
        if (hasRegisters()) {
            UltraLogLog.wrap(registers).add(hash);
            return;
        }
        int at = Arrays.binarySearch(hashes, 0, size, hash);
        if (at >= 0) {
            return;
        }
        if (size == HASHES_MAX) {
            promote();
            UltraLogLog.wrap(registers).add(hash);
            return;
        }
        insert(-at - 1, hash);
    }

    /** Adds all hashes of {@code from}. Cost: one add per hash, or one pass over the registers. */
    void addAll(DistinctSketch from) {
        if (from.hasRegisters()) {
            promote();
            UltraLogLog.wrap(registers).add(UltraLogLog.wrap(from.registers));
            return;
        }
        for (int i = 0; i < from.size; i++) {
            add(from.hashes[i]);
        }
    }

    /** Whether nothing was added. */
    boolean isEmpty() {
        return size == 0 && !hasRegisters();
    }

    /** Whether the count is an estimate, and not that of the distinct hashes. */
    boolean hasRegisters() {
        return registers.length > 0;
    }

    /** The number of distinct hashes, estimated once there are registers. Cost: then a pass over them, some microseconds. */
    long count() {
        if (!hasRegisters()) {
            return size;
        }
        double estimate =
                UltraLogLog.wrap(registers).getDistinctCountEstimate(UltraLogLog.MAXIMUM_LIKELIHOOD_ESTIMATOR);
        return Math.max(HASHES_MAX + 1, Math.round(estimate));
    }

    /** Writes the number of hashes and the hashes; or one more than there may be, and the registers. */
    void write(StateWriter target) {
        if (hasRegisters()) {
            target.writeUnsigned(HASHES_MAX + 1);
            target.writeBytes(registers);
            return;
        }
        target.writeUnsigned(size);
        for (int i = 0; i < size; i++) {
            target.writeInt((int) (hashes[i] >>> Integer.SIZE));
            target.writeInt((int) hashes[i]);
        }
    }

    /** The sketch written. */
    static DistinctSketch read(StateReader source) {
        DistinctSketch sketch = new DistinctSketch();
        long count = source.readUnsigned();
        if (count == HASHES_MAX + 1) {
            sketch.registers = readRegisters(source);
            return sketch;
        }
        if (count < 0 || count > HASHES_MAX) {
            throw source.corrupt(
                    "found '" + Long.toUnsignedString(count) + "' hashes", "expected at most " + HASHES_MAX);
        }
        sketch.hashes = new long[(int) count];
        for (; sketch.size < count; sketch.size++) {
            long hash = (long) source.readInt() << Integer.SIZE | (source.readInt() & 0xFFFF_FFFFL);
            if (sketch.size > 0 && hash <= sketch.hashes[sketch.size - 1]) {
                throw source.corrupt(
                        "found hash '" + hash + "' after a larger one", "expected them in ascending order");
            }
            sketch.hashes[sketch.size] = hash;
        }
        return sketch;
    }

    private static byte[] readRegisters(StateReader source) {
        byte[] registers = source.slice(REGISTERS).readRemaining();
        boolean used = false;
        for (byte register : registers) {
            if (!isRegister(register & 0xFF)) {
                throw source.corrupt("found register '" + (register & 0xFF) + "'", "no hash leads to that");
            }
            used |= register != 0;
        }
        if (!used) {
            throw source.corrupt("found registers of nothing", "expected a list of no hashes instead");
        }
        return registers;
    }

    /** The library's registers: 0, or four times the largest rank seen, plus two bits for the ranks below, of which there is a lowest. */
    private static boolean isRegister(int value) {
        int lowest = 4 * (PRECISION - 1);
        return value == 0 || value == lowest || value == lowest + 4 || value == lowest + 6 || value >= lowest + 8;
    }

    private void promote() {
        if (hasRegisters()) {
            return;
        }
        registers = new byte[REGISTERS];
        UltraLogLog sketch = UltraLogLog.wrap(registers);
        for (int i = 0; i < size; i++) {
            sketch.add(hashes[i]);
        }
        hashes = NO_HASHES;
        size = 0;
    }

    private void insert(int at, long hash) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, Math.min(HASHES_MAX, Math.max(2, 2 * size)));
        }
        System.arraycopy(hashes, at, hashes, at + 1, size - at);
        hashes[at] = hash;
        size++;
    }
}
