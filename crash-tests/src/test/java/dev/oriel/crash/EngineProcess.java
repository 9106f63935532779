package dev.oriel.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.engine.failpoint.Failpoint;
import dev.oriel.engine.failpoint.Failpoints;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** A running {@link EngineMain}. */
final class EngineProcess implements AutoCloseable {
    private final Process process;
    private final Thread reader;

    /** Guards what it said. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Signalled for each line that it says, and when it says no more. */
    private final Condition said = lock.newCondition();

    private final List<String> unusual = new ArrayList<>();
    private boolean ready;
    private boolean silent;
    private long pushed;
    private String streams = "";
    private State state = new State(0, 0, 0, "");

    /** What it said last. */
    record State(long records, long uncommitted, long settledMillis, String failure) {}

    private EngineProcess(Process process, long pushed) {
        this.process = process;
        this.pushed = pushed;
        this.reader = Thread.ofPlatform().daemon().start(this::read);
    }

    /**
     * Starts one.
     *
     * @param pushed messages that were pushed before
     * @param failpoint where it dies, as {@link Failpoints} has it; empty when it is killed from outside
     */
    static EngineProcess start(String brokers, Path folder, long pushed, long startMillis, Optional<String> failpoint)
            throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=logback-engine.xml"));
        failpoint.ifPresent(point -> command.add("-D" + Failpoints.PROPERTY + "=" + point));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                EngineMain.class.getName(),
                brokers,
                folder.toString(),
                Long.toString(pushed + 1),
                Long.toString(startMillis)));
        return new EngineProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start(), pushed);
    }

    static String at(Failpoint point, int hits) {
        return point + ":" + hits;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line, false);
            }
            take("(it said no more)", true);
        } catch (IOException e) {
            take("(its output ended: " + e.getMessage() + ")", true);
        }
    }

    private void take(String line, boolean last) {
        String[] words = line.split(" ", 7);
        lock.lock();
        try {
            silent = last;
            if (words[0].equals("records") && words.length == 7) {
                state = new State(
                        Long.parseLong(words[1]), Long.parseLong(words[3]), Long.parseLong(words[5]), words[6]);
            } else if (words[0].equals("pushed")) {
                pushed = Long.parseLong(words[1]);
            } else if (words[0].equals("streams")) {
                streams = line;
            } else if (line.equals("ready")) {
                ready = true;
            } else {
                unusual.add(line);
            }
            said.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Everything it said that is no report. */
    String unusual() {
        lock.lock();
        try {
            return String.join("\n", unusual);
        } finally {
            lock.unlock();
        }
    }

    /** The last message that it was told is kept. */
    long pushed() {
        lock.lock();
        try {
            return pushed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it has opened everything. */
    void awaitReady() throws InterruptedException {
        await(Duration.ofSeconds(60), unused -> ready);
    }

    /** Waits for what it says. */
    void await(Duration patience, Predicate<State> enough) throws InterruptedException {
        long leftNanos = patience.toNanos();
        lock.lock();
        try {
            while (!enough.test(state)) {
                if (silent) {
                    throw new AssertionError("it has died: " + unusual());
                }
                if (leftNanos <= 0) {
                    throw new AssertionError(
                            "it does not get there, is at " + state + ", " + streams + ": " + unusual());
                }
                leftNanos = said.awaitNanos(leftNanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        // Through its handle: the process object would close the stream that is still to be read.
        process.toHandle().destroyForcibly();
        process.waitFor();
        reader.join();
    }

    /** Waits until it dies; whether it did. */
    boolean awaitDeath(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        reader.join();
        if (process.exitValue() != Failpoints.EXIT_CODE) {
            throw new AssertionError("it ended with " + process.exitValue() + ": " + unusual());
        }
        return true;
    }

    /** Has it end by itself. */
    void stop() throws Exception {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end: " + unusual());
        }
        reader.join();
        if (process.exitValue() != 0) {
            throw new AssertionError("it ended with " + process.exitValue() + ": " + unusual());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
