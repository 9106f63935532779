package dev.oriel.cli;

import dev.oriel.server.Credentials;
import dev.oriel.server.HttpApi;
import dev.oriel.server.MapService;
import dev.oriel.server.MapStreams;
import dev.oriel.server.Platform;
import dev.oriel.server.StartupException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** A server over a platform in memory, its data folder, and the command line in this process. */
final class CliFixture implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final MapService service;
    final MapStreams streams = new MapStreams();
    final Path dataFolder;
    private final HttpApi api;
    private volatile Instant now = START;

    CliFixture(Path dataFolder) throws StartupException, IOException {
        this.dataFolder = dataFolder;
        this.service = new MapService(() -> now);
        this.api = HttpApi.open(
                "127.0.0.1", 0, new Platform(service, streams), Credentials.readOrCreate(dataFolder), () -> now);
        nameServer(ProcessHandle.current().pid());
    }

    /**
     * What one command did.
     *
     * @param exitCode how it ended
     * @param out what it printed
     * @param err what it complained about
     */
    record Outcome(int exitCode, String out, String err) {}

    /** Runs a command on this server's data folder. */
    Outcome run(String... arguments) {
        return command(Stream.concat(Stream.of(arguments), Stream.of("--data", dataFolder.toString()))
                .toArray(String[]::new));
    }

    /** Runs a command. */
    static Outcome command(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    String url() {
        return api.url();
    }

    void forward(Duration duration) {
        now = now.plus(duration);
    }

    void nameServer(long pid) throws IOException {
        Files.writeString(dataFolder.resolve("server.json"), """
                {"url": "%s", "pid": %d, "started_at": "2026-01-01T00:00:00Z"}""".formatted(url(), pid));
    }

    /** Stops to answer, and leaves the data folder as a crash does. */
    void crash() {
        api.close();
    }

    @Override
    public void close() {
        api.close();
    }
}
