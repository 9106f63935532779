package dev.oriel.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.IntStream;

/**
 * P1: how many events a second does the kernel take in, of 100,000 Zipf keys, count, sum, mean, min and max per one-minute bucket, 90
 * days retained?
 *
 * <p>{@code bench/kernel P1}, or {@code bench/kernel --quick P1} to see that it works.
 */
final class IngestQuestion {
    private static final String KERNEL = "kernel, event by event";
    private static final String BATCHES = "kernel, batches of 1,024";
    private static final String THREADS = "kernel, batches, 2 threads";
    private static final String FLAT = "flat map, growing";
    private static final String FLAT_SIZED = "flat map, sized before";
    private static final String FLAT_PADDED = "flat map, sized, line a slot";
    private static final String BOXED = "HashMap of HashMaps";
    private static final String SORTED = "HashMap of TreeMaps";
    private static final int BATCH_EVENTS = 1024;
    private static final int THREAD_COUNT = 2;

    private IngestQuestion() {}

    static void ask(PrintStream out, Sizes sizes) throws Exception {
        EventStream stream = EventStream.generate(sizes.streamEvents(), sizes.streamKeys());
        NaiveBuckets twin = new NaiveBuckets(stream);
        stream.print(out, twin);
        Interleaved measured = Interleaved.run(1, sizes.rounds(), contestants(stream, twin));
        measured.print(out, FLAT);
        String flat = measured.fastest(List.of(FLAT, FLAT_SIZED, FLAT_PADDED));
        String kernel = measured.fastest(List.of(KERNEL, BATCHES));
        out.printf("  the faster kernel is '%s', the fastest flat map '%s'%n", kernel, flat);
        Figures.goalAtLeast(out, sizes, "one thread to the fastest flat map", 1.5, measured.ratio(kernel, flat));
        Figures.goalAtLeast(out, sizes, "one thread to the flat map that grows", 1.5, measured.ratio(kernel, FLAT));
        Figures.goalAtLeast(out, sizes, "one thread to a map of maps", 8, measured.ratio(kernel, BOXED));
        Figures.goalAtLeast(out, sizes, "two threads to one", 1.6, measured.ratio(THREADS, BATCHES));
    }

    private static List<StoreContestant> contestants(EventStream stream, NaiveBuckets twin) {
        int keys = stream.keyCount;
        List<EventStream> parts = IntStream.range(0, THREAD_COUNT)
                .mapToObj(part -> stream.part(part, THREAD_COUNT))
                .toList();
        // Nothing of it expires: what it needs room for is more than what is kept in the end.
        int cells = (int) (twin.bucketCount() * (double) EventStream.DAYS / EventStream.RETAINED_DAYS);
        return List.of(
                new StoreContestant(KERNEL, stream, twin, () -> new KernelBuckets(keys, 1)),
                new StoreContestant(BATCHES, stream, twin, () -> new KernelBuckets(keys, BATCH_EVENTS)),
                new StoreContestant(THREADS, stream, twin, () -> new SplitKernelBuckets(parts, BATCH_EVENTS)),
                new StoreContestant(FLAT, stream, twin, () -> new FlatBuckets(0, FlatBuckets.SLOT_LONGS)),
                new StoreContestant(FLAT_SIZED, stream, twin, () -> new FlatBuckets(cells, FlatBuckets.SLOT_LONGS)),
                new StoreContestant(
                        FLAT_PADDED, stream, twin, () -> new FlatBuckets(cells, FlatBuckets.PADDED_SLOT_LONGS)),
                new StoreContestant(BOXED, stream, twin, () -> new BoxedBuckets(keys)),
                new StoreContestant(SORTED, stream, twin, () -> new SortedBuckets(keys)));
    }
}
