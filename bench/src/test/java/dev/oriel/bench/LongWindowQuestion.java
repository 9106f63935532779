package dev.oriel.bench;

import dev.oriel.kernel.BucketGrid;
import dev.oriel.kernel.Fold;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * P3: what does a window of 90 days cost over the one-minute buckets of a key that has events in each of them, beside a scan, beside
 * five windows at once, and beside shorter and longer windows?
 *
 * <p>{@code bench/kernel P3}, or {@code bench/kernel --quick P3} to see that it works. {@link WindowCostBenchmark} asks the last part
 * with JMH.
 */
final class LongWindowQuestion {
    static final BucketGrid GRID = BucketGrid.fromEpoch(EventStream.MINUTE_MILLIS);

    private static final int BUCKETS_PER_DAY = (int) (EventStream.DAY_MILLIS / EventStream.MINUTE_MILLIS);
    private static final long HOUR_MILLIS = 60 * EventStream.MINUTE_MILLIS;
    private static final long WINDOW_MILLIS = 90 * EventStream.DAY_MILLIS;
    private static final int QUERY_TIMES = 4096;
    private static final int CHECKED_QUERY_TIMES = 3;
    private static final String KERNEL = "kernel, 90 d";
    private static final String PAST = "kernel, 90 d, as of the last day";
    private static final String FIVE = "kernel, 1 h, 1 d, 7 d, 30 d, 90 d at once";
    private static final String ARRAYS = "scan of an array per number";
    private static final String INTERLEAVED = "scan of one array";
    private static final String SORTED = "scan of a TreeMap";
    private static final String DUCK = "DuckDB";

    private LongWindowQuestion() {}

    static void ask(PrintStream out, Sizes sizes) throws Exception {
        askBeside(out, sizes);
        askByLength(out, sizes);
    }

    private static void askBeside(PrintStream out, Sizes sizes) throws Exception {
        // A window in the middle of a bucket overlaps one more, and the times in the past are spread over a day.
        DenseKey key = new DenseKey(92 * BUCKETS_PER_DAY);
        out.printf(
                "  %,d buckets, %,d events; 90 d asked live, up to half an hour after the newest event%n",
                key.bucketCount, key.millis.length);
        try (DuckWindows duck = new DuckWindows(key)) {
            KernelWindows kernel = new KernelWindows(key);
            List<Interleaved.Contestant> contestants = new ArrayList<>();
            contestants.add(contestant(KERNEL, key, kernel, WINDOW_MILLIS, sizes));
            contestants.add(
                    new OneWindow(PAST, key, kernel, WINDOW_MILLIS, key.pastMillis(QUERY_TIMES), sizes.queryMillis()));
            contestants.add(new FiveWindows(key, kernel, sizes.queryMillis()));
            contestants.add(contestant(ARRAYS, key, new ArrayWindows(key), WINDOW_MILLIS, sizes));
            contestants.add(contestant(INTERLEAVED, key, new InterleavedArrayWindows(key), WINDOW_MILLIS, sizes));
            contestants.add(contestant(SORTED, key, new SortedWindows(key), WINDOW_MILLIS, sizes));
            contestants.add(contestant(DUCK, key, duck, WINDOW_MILLIS, sizes));
            Interleaved measured = Interleaved.run(2, sizes.rounds(), contestants);
            measured.print(out, KERNEL);
            String scan = measured.fastest(List.of(ARRAYS, INTERLEAVED));
            Figures.goalAtLeast(out, sizes, "to the faster scan of arrays", 500, measured.ratio(KERNEL, scan));
            Figures.goalAtLeast(
                    out, sizes, "as of the last day, to the faster scan of arrays", 500, measured.ratio(PAST, scan));
            Figures.goalAtLeast(out, sizes, "to DuckDB", 3000, measured.ratio(KERNEL, DUCK));
            Figures.goalAtMost(out, sizes, "cost of five windows to one", 3, measured.ratio(KERNEL, FIVE));
        }
    }

    private static void askByLength(PrintStream out, Sizes sizes) throws Exception {
        long day = EventStream.DAY_MILLIS;
        long[] lengths = {HOUR_MILLIS, day, 7 * day, 30 * day, 90 * day, 365 * day};
        String[] names = {"1 h", "1 d", "7 d", "30 d", "90 d", "365 d"};
        DenseKey key = new DenseKey(367 * BUCKETS_PER_DAY);
        KernelWindows kernel = new KernelWindows(key);
        List<Interleaved.Contestant> contestants = new ArrayList<>();
        for (int i = 0; i < lengths.length; i++) {
            contestants.add(contestant(names[i], key, kernel, lengths[i], sizes));
        }
        out.printf(
                "  the kernel by the length of the window: %,d buckets, %,d events%n",
                key.bucketCount, key.millis.length);
        Interleaved measured = Interleaved.run(2, sizes.rounds(), contestants);
        measured.print(out, "30 d");
        double cheapest = measured.nanos(measured.fastest(measured.names()));
        double dearest =
                measured.names().stream().mapToDouble(measured::nanos).max().orElseThrow();
        double deviation = (dearest - cheapest) / (dearest + cheapest);
        Figures.goalAtMost(out, sizes, "share by which costs lie off their middle", 0.2, deviation);
    }

    private static Interleaved.Contestant contestant(
            String name, DenseKey key, WindowReader reader, long windowMillis, Sizes sizes) {
        return new OneWindow(name, key, reader, windowMillis, key.liveMillis(QUERY_TIMES), sizes.queryMillis());
    }

    private record OneWindow(
            String name, DenseKey key, WindowReader reader, long windowMillis, long[] queryMillis, int millis)
            implements Interleaved.Contestant {
        @Override
        public double nanosPerOperation(boolean thorough) throws Exception {
            Totals totals = new Totals();
            for (int i = 0; i < (thorough ? CHECKED_QUERY_TIMES : 1); i++) {
                read(i, totals);
                Totals expected =
                        key.window(GRID.firstBucket(queryMillis[i], windowMillis), GRID.lastBucket(queryMillis[i]));
                totals.requireEqual(expected, reader.isExact(), name, "the window at " + queryMillis[i]);
            }
            return Asked.nanos(place -> read(place, totals), queryMillis.length, millis);
        }

        private double read(int place, Totals totals) throws Exception {
            long now = queryMillis[place];
            reader.read(GRID.firstBucket(now, windowMillis), GRID.lastBucket(now), totals);
            return totals.blend();
        }
    }

    private record FiveWindows(DenseKey key, KernelWindows kernel, int millis) implements Interleaved.Contestant {
        private static final long[] WINDOWS_MILLIS = {
            HOUR_MILLIS,
            EventStream.DAY_MILLIS,
            7 * EventStream.DAY_MILLIS,
            30 * EventStream.DAY_MILLIS,
            90 * EventStream.DAY_MILLIS
        };

        @Override
        public String name() {
            return FIVE;
        }

        @Override
        public double nanosPerOperation(boolean thorough) throws Exception {
            long[] queryMillis = key.liveMillis(QUERY_TIMES);
            long[] fromBuckets = new long[WINDOWS_MILLIS.length];
            Totals totals = new Totals();
            fold(queryMillis[0], fromBuckets, totals);
            Fold[] folds = kernel.fold(fromBuckets, GRID.lastBucket(queryMillis[0]));
            for (int i = 0; i < folds.length; i++) {
                KernelUnderTest.read(folds[i], totals);
                totals.requireEqual(
                        key.window(fromBuckets[i], GRID.lastBucket(queryMillis[0])), true, FIVE, "window " + i);
            }
            return Asked.nanos(place -> fold(queryMillis[place], fromBuckets, totals), queryMillis.length, millis);
        }

        private double fold(long now, long[] fromBuckets, Totals totals) {
            for (int i = 0; i < WINDOWS_MILLIS.length; i++) {
                fromBuckets[i] = GRID.firstBucket(now, WINDOWS_MILLIS[i]);
            }
            double blended = 0;
            for (Fold fold : kernel.fold(fromBuckets, GRID.lastBucket(now))) {
                KernelUnderTest.read(fold, totals);
                blended += totals.blend();
            }
            return blended;
        }
    }
}
