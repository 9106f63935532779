package dev.oriel.dev;

import dev.oriel.dev.generator.TrafficCounts;
import dev.oriel.engine.EngineStatus;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One line about what is going on: rewritten every second on a terminal, a new line every ten seconds elsewhere.
 */
final class LiveLine implements AutoCloseable {
    /** Set by the launcher, which can see whether the output is a terminal. */
    static final String TERMINAL_PROPERTY = "oriel.terminal";

    private static final int TERMINAL_SECONDS = 1;
    private static final int LOG_SECONDS = 10;

    private final PrintWriter out;
    private final DevRun run;
    private final boolean terminal;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("oriel-live").factory());
    private long lastNanos = System.nanoTime();
    private long lastRecords;
    private long lastSent;
    private int lastLength;

    private LiveLine(PrintWriter out, DevRun run, boolean terminal) {
        this.out = out;
        this.run = run;
        this.terminal = terminal;
        this.lastRecords = run.service().status().records();
    }

    static LiveLine start(PrintWriter out, DevRun run) {
        var line = new LiveLine(out, run, Boolean.getBoolean(TERMINAL_PROPERTY));
        int seconds = line.terminal ? TERMINAL_SECONDS : LOG_SECONDS;
        var unused = line.timer.scheduleAtFixedRate(line::print, 1, seconds, TimeUnit.SECONDS);
        return line;
    }

    private void print() {
        long nanos = System.nanoTime();
        String text = text(run.service().status(), run.traffic(), nanos - lastNanos);
        lastNanos = nanos;
        if (terminal) {
            out.print("\r" + text + " ".repeat(Math.max(0, lastLength - text.length())));
        } else {
            out.println(text);
        }
        out.flush();
        lastLength = text.length();
    }

    private String text(EngineStatus status, Optional<TrafficCounts> traffic, long nanos) {
        var parts = new ArrayList<String>();
        traffic.ifPresent(counts -> {
            parts.add("sent " + perSecond(counts.total() - lastSent, nanos) + "/s");
            lastSent = counts.total();
        });
        parts.add(perSecond(status.records() - lastRecords, nanos) + " events/s");
        lastRecords = status.records();
        parts.add("lag " + number(status.lagRecords()));
        status.visibleAfterMillis().ifPresent(millis -> parts.add("visible after " + number(millis) + " ms"));
        parts.add(number(status.keys()) + " keys");
        parts.add("late " + number(status.late()));
        parts.add("dead letters " + number(status.deadLetters()));
        status.failure().ifPresent(failure -> parts.add("STOPPED: " + failure));
        return join(parts);
    }

    private static String join(List<String> parts) {
        return String.join(" · ", parts);
    }

    private static String perSecond(long count, long nanos) {
        return number(Math.round(count * 1e9 / Math.max(1, nanos)));
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
