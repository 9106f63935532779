package dev.oriel.bench;

import dev.oriel.kernel.Layer;
import dev.oriel.kernel.TimelineEditor;
import dev.oriel.kernel.TimelineWriter;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.openjdk.jol.info.GraphLayout;

/**
 * P5: how many bytes does a bucket of count, sum, min and max take that is not empty, on P1's stream, of whose buckets most have one
 * event; and how many does a key take that has one bucket?
 *
 * <p>Measured as the heap in use after collections, with and without it. {@code bench/kernel P5}, or {@code bench/kernel --quick P5}
 * to see that it works.
 */
final class MemoryQuestion {
    private static final Layer LAYER = KernelUnderTest.layer(EventStream.MINUTE_MILLIS);
    private static final TimelineWriter WRITER = new TimelineWriter(LAYER);
    private static final long START_MILLIS = 20_454 * EventStream.DAY_MILLIS;
    private static final int FEW_BUCKETS = 64;
    private static final int COLLECTIONS = 3;

    private MemoryQuestion() {}

    static void ask(PrintStream out, Sizes sizes) {
        EventStream stream = EventStream.generate(sizes.streamEvents(), sizes.streamKeys());
        NaiveBuckets twin = new NaiveBuckets(stream);
        stream.print(out, twin);
        int keys = stream.keyCount;
        double kernel = bytesPerBucket(out, "kernel", stream, twin, () -> new KernelBuckets(keys, 1));
        bytesPerBucket(out, "flat map, growing", stream, twin, () -> new FlatBuckets(0, FlatBuckets.SLOT_LONGS));
        bytesPerBucket(out, "HashMap of HashMaps", stream, twin, () -> new BoxedBuckets(keys));
        bytesPerBucket(out, "HashMap of TreeMaps", stream, twin, () -> new SortedBuckets(keys));
        Figures.goalAtMost(out, sizes, "bytes per bucket that is not empty (moonshot: 16)", 27, kernel);
        double idle = bytesPerKey(out, sizes.idleKeys(), 1);
        double few = bytesPerKey(out, Math.max(1, sizes.idleKeys() / FEW_BUCKETS), FEW_BUCKETS) / FEW_BUCKETS;
        Figures.goalAtMost(out, sizes, "bytes of an idle key", 100, idle);
        // Time and value are what is known of such a bucket; a third number of 8 bytes would be the same value again.
        Figures.goalAtMost(out, sizes, "bytes per one-event bucket of a key with 64", 24, few);
        out.printf("  the objects of an idle key:%n%s", footprint(1));
        out.printf("  the objects of a key with %d buckets of one event:%n%s", FEW_BUCKETS, footprint(FEW_BUCKETS));
        out.flush();
    }

    private static double bytesPerBucket(
            PrintStream out, String name, EventStream stream, NaiveBuckets twin, Supplier<BucketStore> stores) {
        // Once before, so that what is made only once is not counted.
        stores.get().ingest(stream);
        long before = bytesInUse();
        BucketStore store = stores.get();
        store.ingest(stream);
        store.finish(twin.firstKeptBucket());
        long bytes = bytesInUse() - before;
        twin.requireSame(store, false, name);
        // The flat map cannot expire, so what it holds too long counts as held.
        int buckets = store instanceof FlatBuckets flat ? flat.bucketCount() : twin.bucketCount();
        double perBucket = (double) bytes / buckets;
        out.printf(
                Locale.ROOT,
                "  %-20s %,14d bytes for %,d buckets: %s bytes each%n",
                name,
                bytes,
                buckets,
                Figures.short3(perBucket));
        out.flush();
        return perBucket;
    }

    /** Bytes per key, with buckets of one event each and whatever it takes to hold the key's numbers, but not to find them. */
    private static double bytesPerKey(PrintStream out, int keys, int buckets) {
        Object[] kept = new Object[keys];
        // Once before, so that what is made only once is not counted.
        kept[0] = keyWith(buckets, 0);
        long before = bytesInUse();
        for (int key = 0; key < keys; key++) {
            kept[key] = keyWith(buckets, key);
        }
        double bytes = (double) (bytesInUse() - before) / keys;
        Totals totals = new Totals();
        KernelUnderTest.of(kept[keys - 1]).totals(Long.MIN_VALUE / 4, Long.MAX_VALUE / 4, totals);
        if (totals.count != buckets) {
            throw new IllegalStateException("kernel · wrong number of events in a key · it keeps '" + totals.count
                    + "' of '" + buckets + "' · its bytes would mean nothing: mend it first");
        }
        out.printf(
                Locale.ROOT,
                "  %,d keys with %d bucket(s) of one event: %s bytes each%n",
                keys,
                buckets,
                Figures.short3(bytes));
        return bytes;
    }

    private static Object keyWith(int buckets, int key) {
        TimelineEditor editor = KernelUnderTest.open(WRITER, LAYER);
        for (int bucket = 0; bucket < buckets; bucket++) {
            // Minutes apart as those of a key that is rarely seen, amounts with two decimals.
            long minute = key % 1000 + bucket * 1009L;
            editor.addDouble(START_MILLIS + minute * EventStream.MINUTE_MILLIS, (key % 1000 + bucket) / 100.0 + 1);
        }
        return KernelUnderTest.kept(editor);
    }

    private static String footprint(int buckets) {
        Object kept = keyWith(buckets, 7);
        // What the layer holds is shared by all keys.
        String all = GraphLayout.parseInstance(kept)
                .subtract(GraphLayout.parseInstance(LAYER))
                .toFootprint();
        return Arrays.stream(all.split("\n"))
                .skip(1)
                .map(line -> "  " + line + "\n")
                .reduce("", String::concat);
    }

    private static long bytesInUse() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
