package dev.oriel.bench;

import java.io.PrintStream;
import java.util.List;

/**
 * The slow reference of P2: how many events a second does RocksDB take when it is asked for each of them? The kernel beside it
 * commits nothing here; P2 itself is about the engine with its commits.
 *
 * <p>{@code bench/kernel P2}, or {@code bench/kernel --quick P2} to see that it works.
 */
final class DiskIngestQuestion {
    private static final String KERNEL = "kernel, event by event";
    private static final String GET_AND_PUT = "RocksDB, get and put";
    private static final String MERGE_COUNT = "RocksDB, merge of a count";

    private DiskIngestQuestion() {}

    static void ask(PrintStream out, Sizes sizes) throws Exception {
        EventStream stream =
                EventStream.generate(sizes.streamEvents(), sizes.streamKeys()).first(sizes.diskEvents());
        NaiveBuckets twin = new NaiveBuckets(stream);
        out.printf("  the first %,d events of P1's stream, %,d buckets%n", stream.events(), twin.bucketCount());
        Interleaved measured = Interleaved.run(
                1,
                sizes.rounds(),
                List.of(
                        new StoreContestant(KERNEL, stream, twin, () -> new KernelBuckets(stream.keyCount, 1)),
                        new RocksContestant(GET_AND_PUT, stream, twin, RocksBuckets.Way.GET_AND_PUT),
                        new RocksContestant(MERGE_COUNT, stream, twin, RocksBuckets.Way.MERGE_COUNT)));
        measured.print(out, GET_AND_PUT);
        Figures.goalAtLeast(
                out,
                sizes,
                "to RocksDB get and put, without our commits (P2 asks it with them)",
                20,
                measured.ratio(KERNEL, GET_AND_PUT));
    }

    private record RocksContestant(String name, EventStream stream, NaiveBuckets twin, RocksBuckets.Way way)
            implements Interleaved.Contestant {
        @Override
        public double nanosPerOperation(boolean thorough) throws Exception {
            try (RocksBuckets store = new RocksBuckets(way)) {
                long startNanos = System.nanoTime();
                store.ingest(stream);
                long nanos = System.nanoTime() - startNanos;
                if (way == RocksBuckets.Way.GET_AND_PUT) {
                    twin.requireSame(store, thorough, name);
                } else if (store.eventsFrom(twin.firstKeptBucket()) != twin.events()) {
                    throw new IllegalStateException(name + " · wrong number of events · the naive twin has '"
                            + twin.events() + "' · its figures would mean nothing: mend it first");
                }
                return (double) nanos / stream.events();
            }
        }
    }
}
