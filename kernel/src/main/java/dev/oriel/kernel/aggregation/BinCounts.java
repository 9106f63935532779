package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.util.Arrays;

/**
 * How many values fell into each bin of {@link LogarithmicBins}; bins of none are not kept. Twelve bytes for each bin in use, of which
 * numbers between 0.01 and a million have 1,706 and all numbers 261,889.
 */
final class BinCounts {
    private static final int[] NO_BINS = {};
    private static final long[] NO_COUNTS = {};

    /** More events than any system sees; keeps the sum of two from overflowing. */
    private static final long TOTAL_MAX = 1L << 61;

    /** A state with this many times fewer bins is merged bin by bin: a bucket into what many buckets gave. */
    private static final int MUCH_SMALLER = 8;

    /** The first {@link #size} ones are in ascending order. */
    private int[] bins = NO_BINS;

    private long[] counts = NO_COUNTS;
    private int size;
    private long total;

    /** Counts equal to these that share nothing with them. */
    BinCounts copy() {
        BinCounts copy = new BinCounts();
        copy.bins = Arrays.copyOf(bins, size);
        copy.counts = Arrays.copyOf(counts, size);
        copy.size = size;
        copy.total = total;
        return copy;
    }

    /** The number of values. */
    long total() {
        return total;
    }

    /** The number of bins in use. */
    int size() {
        return size;
    }

    /** Adds a value of this bin. Cost: a binary search, and the move of all later bins when the bin is new. */
    void add(int bin) {
        add(bin, 1);
    }

    /** Adds all counts of {@code from}. Cost: one pass over the bins of both, or one add for each of {@code from} when they are few. */
    void addAll(BinCounts from) {
        if (from.size < size / MUCH_SMALLER) {
            for (int i = 0; i < from.size; i++) {
                add(from.bins[i], from.counts[i]);
            }
            return;
        }
        int united = unitedSize(from);
        reserve(united);
        int mine = size - 1;
        int theirs = from.size - 1;
        // From the last bin to the first, so that no count is written over before it is read.
        for (int at = united - 1; theirs >= 0; at--) {
            int order = mine < 0 ? -1 : Integer.compare(bins[mine], from.bins[theirs]);
            bins[at] = order > 0 ? bins[mine] : from.bins[theirs];
            counts[at] = (order >= 0 ? counts[mine] : 0) + (order <= 0 ? from.counts[theirs] : 0);
            mine -= order >= 0 ? 1 : 0;
            theirs -= order <= 0 ? 1 : 0;
        }
        size = united;
        total += from.total;
    }

    /**
     * Takes all counts of {@code what} out. Cost: one pass over the bins.
     *
     * @throws IllegalArgumentException if they were not all added; the counts are of no use after that
     */
    void subtractAll(BinCounts what) {
        int kept = 0;
        int theirs = 0;
        for (int at = 0; at < size; at++) {
            long left = counts[at];
            if (theirs < what.size && what.bins[theirs] == bins[at]) {
                left -= what.counts[theirs++];
            }
            if (left < 0) {
                throw notAdded(bins[at]);
            }
            bins[kept] = bins[at];
            counts[kept] = left;
            kept += left > 0 ? 1 : 0;
        }
        if (theirs < what.size) {
            throw notAdded(what.bins[theirs]);
        }
        size = kept;
        total -= what.total;
    }

    /** The bin of the value that has {@code rank} values before it, of which there must be more than that. */
    int binAt(long rank) {
        long before = 0;
        for (int at = 0; at < size; at++) {
            before += counts[at];
            if (before > rank) {
                return bins[at];
            }
        }
        throw new IllegalArgumentException("bins · there is no value of rank '" + rank + "' · there are " + total
                + " values · ask for a rank below that");
    }

    /** Writes how many bins there are, the first, the way from each to the next, and their counts. */
    void write(StateWriter target) {
        target.writeUnsigned(size);
        for (int at = 0; at < size; at++) {
            if (at == 0) {
                target.writeSigned(bins[at]);
            } else {
                target.writeUnsigned(bins[at] - bins[at - 1]);
            }
            target.writeUnsigned(counts[at]);
        }
    }

    /** The counts written. */
    static BinCounts read(StateReader source) {
        long size = source.readUnsigned();
        // A bin takes two bytes at least, so a wrong number of them reserves no more room than the bytes there are
        // deserve.
        if (size < 0 || size > source.remaining() / 2) {
            throw source.corrupt(
                    "found '" + Long.toUnsignedString(size) + "' bins",
                    "only " + source.remaining() + " bytes are left");
        }
        BinCounts state = new BinCounts();
        state.reserve((int) size);
        for (; state.size < size; state.size++) {
            state.bins[state.size] = state.readBin(source);
            state.counts[state.size] = state.readCount(source);
            state.total += state.counts[state.size];
        }
        return state;
    }

    private void add(int bin, long count) {
        int at = Arrays.binarySearch(bins, 0, size, bin);
        if (at < 0) {
            at = -at - 1;
            reserve(size + 1);
            System.arraycopy(bins, at, bins, at + 1, size - at);
            System.arraycopy(counts, at, counts, at + 1, size - at);
            bins[at] = bin;
            counts[at] = 0;
            size++;
        }
        counts[at] += count;
        total += count;
    }

    private int readBin(StateReader source) {
        long bin;
        if (size == 0) {
            bin = source.readSigned();
        } else {
            long step = source.readUnsigned();
            if (step <= 0 || step > 2 * LogarithmicBins.BINS_PER_SIGN) {
                throw source.corrupt(
                        "found a step of '" + Long.toUnsignedString(step) + "' bins", "expected one to a later bin");
            }
            bin = bins[size - 1] + step;
        }
        if (bin < -LogarithmicBins.BINS_PER_SIGN || bin > LogarithmicBins.BINS_PER_SIGN) {
            throw source.corrupt("found bin '" + bin + "'", "the last is " + LogarithmicBins.BINS_PER_SIGN);
        }
        return (int) bin;
    }

    private long readCount(StateReader source) {
        long count = source.readUnsigned();
        if (count <= 0 || count > TOTAL_MAX - total) {
            throw source.corrupt(
                    "found a count of '" + Long.toUnsignedString(count) + "'", "expected 1 to " + (TOTAL_MAX - total));
        }
        return count;
    }

    private int unitedSize(BinCounts from) {
        int united = size;
        int mine = 0;
        for (int theirs = 0; theirs < from.size; theirs++) {
            while (mine < size && bins[mine] < from.bins[theirs]) {
                mine++;
            }
            united += mine < size && bins[mine] == from.bins[theirs] ? 0 : 1;
        }
        return united;
    }

    private void reserve(int room) {
        if (bins.length < room) {
            int grown = Math.max(room, bins.length + bins.length / 2);
            bins = Arrays.copyOf(bins, grown);
            counts = Arrays.copyOf(counts, grown);
        }
    }

    private static IllegalArgumentException notAdded(int bin) {
        return new IllegalArgumentException("bins · more values are to be taken out of bin '" + bin + "' than it has"
                + " · only what was added can be taken out · subtract states that were merged before");
    }
}
