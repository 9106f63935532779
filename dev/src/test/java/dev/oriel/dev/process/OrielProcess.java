package dev.oriel.dev.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** An {@code oriel} command in a process of its own, which a test may kill. */
public final class OrielProcess implements AutoCloseable {
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
    public static OrielProcess start(Path folder, String... arguments) throws Exception {
        OrielProcess started = run(folder, arguments);
        boolean told = started.serving.await(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        if (!told || !SERVES.matcher(started.output()).find()) {
            started.kill();
            throw new AssertionError("it does not serve: " + started.output());
        }
        return started;
    }

    /** Starts a command. */
    public static OrielProcess run(Path folder, String... arguments) throws Exception {
        return runBehind(List.of(), folder, arguments);
    }

    /** Starts a command through another one, which gets it as its arguments. */
    public static OrielProcess runBehind(List<String> other, Path folder, String... arguments) throws Exception {
        var command = new ArrayList<>(other);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx512m",
                // Most of them live for a second or two.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                productClassPath(),
                "dev.oriel.cli.Main"));
        command.addAll(List.of(arguments));
        return new OrielProcess(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start());
    }

    /** What a user has: neither the tests nor the example, whose definitions would be served beside those that are named. */
    private static String productClassPath() throws URISyntaxException {
        Path tests = Path.of(OrielProcess.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Path> others = List.of(tests, FraudClasses.folder());
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !others.contains(Path.of(entry)))
                .collect(Collectors.joining(File.pathSeparator));
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
            // Whoever waits for it to serve is not to wait for one that has ended.
            serving.countDown();
            ended.countDown();
        }
    }

    /** Everything it has printed. */
    public String output() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    /** The address of the broker that it prints. */
    public String bootstrapServers() {
        return Awaitility.await()
                .atMost(START_TIMEOUT)
                .until(() -> KAFKA.matcher(output()), Matcher::find)
                .group(1);
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, as service managers do, and what it returned. */
    public int stop() throws InterruptedException {
        // Not Process.destroy, which also closes the stream that its last words come through.
        process.toHandle().destroy();
        return exitCode();
    }

    /** SIGINT, as Ctrl-C does, and what it returned. */
    public int interrupt() throws IOException, InterruptedException {
        int sent = new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (sent != 0) {
            throw new AssertionError("kill returned " + sent);
        }
        return exitCode();
    }

    /** The address that it says it serves at. */
    public String url() {
        Matcher matcher = SERVES.matcher(output());
        if (!matcher.find()) {
            throw new AssertionError("it does not serve: " + output());
        }
        return matcher.group(1);
    }

    /** Its process number. */
    public long pid() {
        return process.pid();
    }

    /** Waits until it ends, and gives what it returned. */
    public int exitCode() throws InterruptedException {
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
