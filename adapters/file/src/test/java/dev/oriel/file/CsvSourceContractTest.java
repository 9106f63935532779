package dev.oriel.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.engine.port.EventSource;
import dev.oriel.testkit.contract.EventSourceContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Rows of CSV make the very messages that the suite appends as JSON. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder before each test.
class CsvSourceContractTest extends EventSourceContract {
    private static final int LINE_BYTES_MAX = 80;
    private static final Pattern MESSAGE = Pattern.compile("\\{\"number\":(\\d+),\"text\":(\"é*\")}");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void makeFile() throws Exception {
        file = Files.createFile(folder.resolve("clicks.csv"));
    }

    @Override
    protected EventSource reader() {
        return new FileEventSource("clicks", file, FileFormat.CSV, LINE_BYTES_MAX);
    }

    @Override
    protected void append(int partition, byte[] value) throws Exception {
        Matcher message = MESSAGE.matcher(new String(value, UTF_8));
        if (!message.matches()) {
            throw new AssertionError("another message: " + new String(value, UTF_8));
        }
        if (Files.size(file) == 0) {
            Files.writeString(file, "number,text\n");
        }
        Files.writeString(file, message.group(1) + "," + message.group(2) + "\r\n", StandardOpenOption.APPEND);
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
