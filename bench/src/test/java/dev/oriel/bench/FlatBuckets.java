package dev.oriel.bench;

import java.util.Arrays;

/**
 * One flat primitive hash map from key and bucket to count, sum, min and max, open addressing with linear probing, all numbers of a
 * slot side by side. It keeps no order, so it answers no window but by asking for each bucket, and it never expires anything: both
 * are left out of the work, and to its advantage. Sums are plain doubles.
 */
final class FlatBuckets implements BucketStore {
    /** The numbers of a slot: cell (0 when free), count, and the bits of sum, min and max. */
    static final int SLOT_LONGS = 5;

    /** A slot as long as a cache line. */
    static final int PADDED_SLOT_LONGS = 8;

    private static final double LOAD_MAX = 0.75;
    private static final int BUCKET_BITS = 32;
    private static final long GOLDEN_RATIO = 0x9E37_79B9_7F4A_7C15L;

    private final int slotLongs;
    private long[] slots;
    private int shift;
    private int used;
    private int usedMax;

    /** @param cells how many to have room for from the start */
    FlatBuckets(int cells, int slotLongs) {
        this.slotLongs = slotLongs;
        int bits = 4;
        while ((1L << bits) * LOAD_MAX < cells) {
            bits++;
        }
        this.slots = allocate(bits);
    }

    @Override
    public void ingest(EventStream events) {
        for (int i = 0; i < events.events(); i++) {
            add(cell(events.keys[i], events.bucket(i)), events.values[i]);
        }
    }

    private void add(long cell, double value) {
        int at = find(cell);
        if (slots[at] == 0) {
            if (used == usedMax) {
                grow();
                at = find(cell);
            }
            used++;
            long bits = Double.doubleToRawLongBits(value);
            slots[at] = cell;
            slots[at + 1] = 1;
            slots[at + 2] = bits;
            slots[at + 3] = bits;
            slots[at + 4] = bits;
            return;
        }
        slots[at + 1]++;
        slots[at + 2] = Double.doubleToRawLongBits(Double.longBitsToDouble(slots[at + 2]) + value);
        slots[at + 3] = Double.doubleToRawLongBits(Math.min(Double.longBitsToDouble(slots[at + 3]), value));
        slots[at + 4] = Double.doubleToRawLongBits(Math.max(Double.longBitsToDouble(slots[at + 4]), value));
    }

    @Override
    public void finish(long firstKeptBucket) {
        // It cannot find what is old without looking at all of it.
    }

    @Override
    public void read(int key, long bucket, Totals into) {
        into.clear();
        int at = find(cell(key, bucket));
        if (slots[at] != 0) {
            into.add(
                    slots[at + 1],
                    Double.longBitsToDouble(slots[at + 2]),
                    Double.longBitsToDouble(slots[at + 3]),
                    Double.longBitsToDouble(slots[at + 4]));
        }
    }

    @Override
    public long eventsFrom(long firstBucket) {
        long events = 0;
        for (int at = 0; at < slots.length; at += slotLongs) {
            if (slots[at] != 0 && (int) slots[at] >= firstBucket) {
                events += slots[at + 1];
            }
        }
        return events;
    }

    @Override
    public boolean isExact() {
        return false;
    }

    /** How many buckets it holds, those that are too old among them. */
    int bucketCount() {
        return used;
    }

    /** A cell is never 0: buckets of this century are not. */
    private static long cell(int key, long bucket) {
        return ((long) key << BUCKET_BITS) | bucket;
    }

    private int find(long cell) {
        int at = (int) ((cell * GOLDEN_RATIO) >>> shift) * slotLongs;
        while (slots[at] != 0 && slots[at] != cell) {
            at += slotLongs;
            if (at == slots.length) {
                at = 0;
            }
        }
        return at;
    }

    private void grow() {
        long[] before = slots;
        slots = allocate(Long.SIZE - shift + 1);
        for (int at = 0; at < before.length; at += slotLongs) {
            if (before[at] != 0) {
                System.arraycopy(before, at, slots, find(before[at]), SLOT_LONGS);
            }
        }
    }

    private long[] allocate(int bits) {
        shift = Long.SIZE - bits;
        usedMax = (int) ((1L << bits) * LOAD_MAX);
        long[] free = new long[Math.multiplyExact(1 << bits, slotLongs)];
        Arrays.fill(
                free, 0); // The pages are touched here, before the clock runs where the size is right from the start.
        return free;
    }
}
