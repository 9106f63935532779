package dev.oriel.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.engine.port.EventSource;
import dev.oriel.testkit.contract.EventSourceContract;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder to which files of a few messages are added. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test.
class ParquetSourceContractTest extends EventSourceContract {
    private static final int FILE_ROWS_MAX = 7;

    @TempDir
    Path folder;

    private ParquetWriter writer;
    private int files;

    @BeforeEach
    void open() throws Exception {
        writer = new ParquetWriter();
    }

    @AfterEach
    void close() throws Exception {
        writer.close();
    }

    @Override
    protected EventSource reader() {
        return new ParquetEventSource("clicks", folder + "/*.parquet");
    }

    @Override
    protected void append(int partition, byte[] value) throws Exception {
        append(partition, List.of(value));
    }

    /* A few rows a file, so that there are positions within files and between them, and not a file to open for every row. */
    @Override
    protected void append(int partition, List<byte[]> values) throws Exception {
        for (int from = 0; from < values.size(); from += FILE_ROWS_MAX) {
            String rows = values.subList(from, Math.min(values.size(), from + FILE_ROWS_MAX)).stream()
                    .map(value -> "('%s'::json)".formatted(new String(value, UTF_8)))
                    .collect(Collectors.joining(", "));
            writer.write(
                    folder.resolve("%06d.parquet".formatted(files++)),
                    "select (j->>'$.number')::bigint as number, j->>'$.text' as text from (values %s) as rows(j)"
                            .formatted(rows));
        }
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
}
