package dev.oriel.bench;

import java.util.function.Supplier;

/** Slides a new window over the stream: every event after the first filling is inserted, evicts, and is followed by a query. */
final class SlideContestant implements Interleaved.Contestant {
    /** Enough for some of them to have an event on the very edge of the window, which one in ten has. */
    private static final int CHECKS = 100;

    private static final int EXACT_SUM_ONE_IN = 10;

    private final String name;
    private final TrailingStream stream;
    private final int liveEvents;
    private final Supplier<? extends SlidingWindow> windows;
    private final Totals[] expected = new Totals[CHECKS];

    SlideContestant(String name, TrailingStream stream, int liveEvents, Supplier<? extends SlidingWindow> windows) {
        this.name = name;
        this.stream = stream;
        this.liveEvents = liveEvents;
        this.windows = windows;
        for (int check = 0; check < CHECKS; check++) {
            long now = stream.nowMillis[checkedEvent(check)];
            expected[check] =
                    stream.between(checkedEvent(check), now - stream.windowMillis, now, check % EXACT_SUM_ONE_IN == 0);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double nanosPerOperation(boolean thorough) {
        SlidingWindow window = windows.get();
        for (int i = 0; i < liveEvents; i++) {
            window.insert(stream.millis[i], stream.values[i]);
        }
        Totals[] found = new Totals[CHECKS];
        Totals totals = new Totals();
        double blended = 0;
        int check = 0;
        int next = checkedEvent(0);
        long startNanos = System.nanoTime();
        for (int i = liveEvents; i < stream.events(); i++) {
            window.insert(stream.millis[i], stream.values[i]);
            window.evict(stream.nowMillis[i]);
            window.query(stream.nowMillis[i], totals);
            blended += totals.blend();
            if (i == next) {
                found[check++] = totals.copy();
                next = check < CHECKS ? checkedEvent(check) : -1;
            }
        }
        long nanos = System.nanoTime() - startNanos;
        Asked.sink = blended;
        for (int i = 0; i < CHECKS; i++) {
            boolean exact = window.isExact() && i % EXACT_SUM_ONE_IN == 0;
            found[i].requireEqual(expected[i], exact, name, "the window after event " + checkedEvent(i));
        }
        return (double) nanos / (stream.events() - liveEvents);
    }

    /** Spread over the slide, the last event among them. */
    private int checkedEvent(int check) {
        int slid = stream.events() - liveEvents;
        return liveEvents + (int) ((long) slid * (check + 1) / CHECKS) - 1;
    }
}
