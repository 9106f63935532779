package dev.oriel.file;

import dev.oriel.engine.port.EventSource;
import dev.oriel.testkit.contract.EventSourceContract;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder before each test.
class FileSourceContractTest extends EventSourceContract {
    /** Just above the longest line of the suite, so that polls are small and cut lines at every place. */
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
        return new FileEventSource("clicks", file, FileFormat.JSON_LINES, LINE_BYTES_MAX);
    }

    @Override
    protected void append(int partition, byte[] value) throws Exception {
        var line = new ByteArrayOutputStream();
        line.writeBytes(value);
        line.write('\n');
        Files.write(file, line.toByteArray(), StandardOpenOption.APPEND);
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
