package dev.oriel.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.engine.port.EventSource;
import dev.oriel.testkit.contract.EventSourceContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A file at a speed, as a server reads it; the messages of the suite have no time, and follow one another. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder before each test.
class TimedSourceContractTest extends EventSourceContract {
    private static final int LINE_BYTES_MAX = 80;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void makeFile() throws Exception {
        file = Files.createFile(folder.resolve("clicks.jsonl"));
    }

    @Override
    protected EventSource reader() {
        var lines = new FileEventSource("clicks", file, FileFormat.JSON_LINES, LINE_BYTES_MAX);
        return new PacedSource(new TimedSource(lines, "text"), 1, new TimedWaiting(System::nanoTime));
    }

    @Override
    protected void append(int partition, byte[] value) throws Exception {
        Files.writeString(file, new String(value, UTF_8) + "\n", StandardOpenOption.APPEND);
    }

    @Override
    protected String sourceName() {
        return "clicks";
    }

    @Override
    protected int partitions() {
        return 1;
    }

    @Override
    protected boolean keepsTimes() {
        return false;
    }

    @Override
    protected boolean countsLag() {
        return false;
    }
}
