package dev.oriel.bench;

import dev.oriel.bench.TrailingStream.Lateness;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * P4: how many events a second can a trailing window, exact to the millisecond, with a million events in it, take, each followed by
 * what has to go and by a query; and what does any other window within it cost?
 *
 * <p>{@code bench/kernel P4}, or {@code bench/kernel --quick P4} to see that it works. {@link SubWindowBenchmark} asks the last
 * part with JMH.
 */
final class TrailingWindowQuestion {
    private static final String KERNEL = "kernel, ";
    private static final String PLAIN = "two stacks of doubles, in order";
    private static final String EXACT = "two stacks with exact sums, in order";
    private static final String ANY = "any sub-window, ";
    private static final String SHORT = "sub-window of up to 1 %, ";

    /** Enough for some of them to have an event on their very edge, which one in ten has. */
    private static final int CHECKED_PLACES = 100;

    private TrailingWindowQuestion() {}

    static void ask(PrintStream out, Sizes sizes) throws Exception {
        askSlide(out, sizes);
        askSubWindows(out, sizes);
    }

    private static void askSlide(PrintStream out, Sizes sizes) throws Exception {
        int live = sizes.liveEvents();
        List<Interleaved.Contestant> contestants = new ArrayList<>();
        for (Lateness lateness : Lateness.values()) {
            TrailingStream stream = new TrailingStream(live, sizes.slidEvents(), lateness);
            contestants.add(new SlideContestant(
                    KERNEL + lateness.words(), stream, live, () -> new KernelSlidingWindow(stream.windowMillis)));
        }
        TrailingStream inOrder = new TrailingStream(live, sizes.slidEvents(), Lateness.NONE);
        contestants.add(
                new SlideContestant(PLAIN, inOrder, live, () -> new TwoStacks(inOrder.windowMillis, 2 * live, false)));
        contestants.add(
                new SlideContestant(EXACT, inOrder, live, () -> new TwoStacks(inOrder.windowMillis, 2 * live, true)));
        out.printf(
                "  %,d live events, slid over %,d; an operation is insert + evict + query%n", live, sizes.slidEvents());
        Interleaved measured = Interleaved.run(1, sizes.rounds(), contestants);
        measured.print(out, EXACT);
        String much = KERNEL + Lateness.MUCH.words();
        String far = KERNEL + Lateness.FAR.words();
        Figures.goalAtLeast(out, sizes, "20 % late to two stacks, exact, in order", 0.5, measured.ratio(much, EXACT));
        Figures.goalAtLeast(out, sizes, "20 % very late to the same", 0.5, measured.ratio(far, EXACT));
        Figures.goalAtLeast(out, sizes, "M op/s, 20 % late (moonshot)", 7, 1e3 / measured.nanos(much));
        String little = KERNEL + Lateness.LITTLE.words();
        Figures.goalAtMost(out, sizes, "cost of 20 % late to 1 % late", 2, measured.ratio(little, much));
    }

    private static void askSubWindows(PrintStream out, Sizes sizes) throws Exception {
        List<Interleaved.Contestant> contestants = new ArrayList<>();
        for (Lateness lateness : List.of(Lateness.NONE, Lateness.FAR)) {
            TrailingStream stream = new TrailingStream(sizes.liveEvents(), sizes.slidEvents(), lateness);
            contestants.add(new SubWindows(
                    ANY + lateness.words(), new LoadedWindow(stream, sizes.liveEvents(), 1), sizes.queryMillis()));
            contestants.add(new SubWindows(
                    SHORT + lateness.words(), new LoadedWindow(stream, sizes.liveEvents(), 0.01), sizes.queryMillis()));
        }
        out.printf("  sub-windows at random places of the window after the slide%n");
        Interleaved measured = Interleaved.run(2, sizes.rounds(), contestants);
        measured.print(out, ANY + Lateness.NONE.words());
        for (String name : measured.names()) {
            Figures.goalAtMost(out, sizes, "ns, " + name, 1000, measured.nanos(name));
        }
    }

    private record SubWindows(String name, LoadedWindow window, int millis) implements Interleaved.Contestant {
        @Override
        public double nanosPerOperation(boolean thorough) throws Exception {
            window.check(thorough ? CHECKED_PLACES : 1);
            Totals totals = new Totals();
            return Asked.nanos(place -> window.ask(place, totals), LoadedWindow.PLACES, millis);
        }
    }
}
