package dev.oriel.bench;

import java.util.SplittableRandom;

/** A kernel window after a slide over a stream, and places within it to ask about: any start and any end. */
final class LoadedWindow {
    static final int PLACES = 4096;

    private static final int EXACT_SUM_ONE_IN = 10;
    private static final long SEED = 20_260_105;

    private final TrailingStream stream;
    private final KernelSlidingWindow window;
    private final long[] fromMillis;
    private final long[] toMillis;

    /** @param windowPart the longest a sub-window is, as a part of the whole */
    LoadedWindow(TrailingStream stream, int liveEvents, double windowPart) {
        this.stream = stream;
        this.window = new KernelSlidingWindow(stream.windowMillis);
        this.fromMillis = new long[PLACES];
        this.toMillis = new long[PLACES];
        for (int i = 0; i < stream.events(); i++) {
            window.insert(stream.millis[i], stream.values[i]);
            if (i % liveEvents == liveEvents - 1 || i == stream.events() - 1) {
                window.evict(stream.nowMillis[i]);
            }
        }
        SplittableRandom random = new SplittableRandom(SEED);
        long now = stream.nowMillis[stream.events() - 1];
        long lengthMax = Math.max(2, (long) (stream.windowMillis * windowPart));
        for (int place = 0; place < PLACES; place++) {
            long length = random.nextLong(1, lengthMax);
            fromMillis[place] = now - stream.windowMillis + random.nextLong(stream.windowMillis - length);
            toMillis[place] = fromMillis[place] + length;
        }
    }

    double ask(int place, Totals totals) {
        window.querySubWindow(fromMillis[place], toMillis[place], totals);
        return totals.blend();
    }

    /** Throws unless the first of the places are answered as the naive twin does. */
    void check(int places) {
        Totals totals = new Totals();
        for (int place = 0; place < places; place++) {
            ask(place, totals);
            boolean exact = place % EXACT_SUM_ONE_IN == 0;
            totals.requireEqual(
                    stream.between(stream.events() - 1, fromMillis[place], toMillis[place], exact),
                    exact,
                    "kernel",
                    "the sub-window (" + fromMillis[place] + ", " + toMillis[place] + "]");
        }
    }
}
