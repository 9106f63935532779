package dev.oriel.dev;

import dev.oriel.cli.Terminal;
import dev.oriel.dev.generator.TrafficCounts;
import dev.oriel.engine.EngineStatus;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One line about what is going on: rewritten every second on a terminal, a new line every ten seconds elsewhere.
 */
final class LiveLine implements AutoCloseable {
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
    private boolean failureTold;

    private LiveLine(PrintWriter out, DevRun run, boolean terminal) {
        this.out = out;
        this.run = run;
        this.terminal = terminal;
        this.lastRecords = run.service().status().records();
    }

    static LiveLine start(PrintWriter out, DevRun run) {
        var line = new LiveLine(out, run, Terminal.isWatched());
        int seconds = line.terminal ? TERMINAL_SECONDS : LOG_SECONDS;
        var unused = line.timer.scheduleAtFixedRate(line::print, 1, seconds, TimeUnit.SECONDS);
        return line;
    }

    private void print() {
        long nanos = System.nanoTime();
        EngineStatus status = run.service().status();
        String text = text(status, run.traffic(), nanos - lastNanos);
        lastNanos = nanos;
        if (status.failure().isPresent() && !failureTold) {
            failureTold = true;
            show("Reading has stopped: " + status.failure().get());
            newLine();
        }
        if (terminal) {
            // One column is left free: some terminals begin a new line once the last one is written.
            show(Terminal.cut(text, Terminal.columns() - 1));
        } else {
            out.println(text);
        }
        out.flush();
    }

    /** Writes over what the line said before, on a terminal. */
    private void show(String text) {
        String before = terminal ? "\r" : "";
        out.print(before + text + " ".repeat(Math.max(0, lastLength - text.length())));
        lastLength = terminal ? text.length() : 0;
    }

    private void newLine() {
        out.println();
        lastLength = 0;
    }

    private String text(EngineStatus status, Optional<TrafficCounts> traffic, long nanos) {
        var parts = new ArrayList<String>();
        if (status.failure().isPresent()) {
            parts.add("STOPPED");
        }
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
