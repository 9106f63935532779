package dev.oriel.dev.recount;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** An {@code oriel} command in a process of its own, which a test may kill. */
final class OrielProcess implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Pattern SERVES = Pattern.compile("serves.* at (http://\\S+)");
    private static final Pattern KAFKA = Pattern.compile("kafka\\s+(\\S+:\\d+)");

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final CountDownLatch serving = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    private OrielProcess(Process process) {
        this.process = process;
        Thread.ofPlatform().daemon().name("oriel-output").start(this::read);
    }

    /** Starts a command and waits until it serves. */
    static OrielProcess start(Path folder, String... arguments) throws Exception {
        OrielProcess started = run(folder, arguments);
        if (!started.serving.await(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            started.kill();
            throw new AssertionError("it does not serve: " + started.output());
        }
        return started;
    }

    /** Starts a command. */
    static OrielProcess run(Path folder, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.oriel.cli.Main"));
        command.addAll(List.of(arguments));
        return new OrielProcess(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start());
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(UTF_8)) {
            String line = reader.readLine();
            while (line != null) {
                synchronized (lines) {
                    lines.add(line);
                }
                if (SERVES.matcher(line).find()) {
                    serving.countDown();
                }
                line = reader.readLine();
            }
        } catch (IOException e) {
            // The stream of a killed process may break off; what it said before is kept.
            synchronized (lines) {
                lines.add("(output ended: " + e.getMessage() + ")");
            }
        } finally {
            ended.countDown();
        }
    }

    /** Everything it has printed. */
    String output() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    /** The address of the broker that it prints. */
    String bootstrapServers() {
        return Awaitility.await()
                .atMost(START_TIMEOUT)
                .until(() -> KAFKA.matcher(output()), Matcher::find)
                .group(1);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, as Ctrl-C does, and what it returned. */
    int stop() throws InterruptedException {
        // Not Process.destroy, which also closes the stream that its last words come through.
        process.toHandle().destroy();
        return exitCode();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            kill();
            throw new AssertionError("it does not end: " + output());
        }
        if (!ended.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("its output does not end: " + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while a process was being ended", e));
        }
    }
}
