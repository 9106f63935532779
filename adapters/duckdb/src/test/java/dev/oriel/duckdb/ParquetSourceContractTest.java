package dev.oriel.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.engine.port.EventSource;
import dev.oriel.testkit.contract.EventSourceContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder to which a file is added for each message. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test.
class ParquetSourceContractTest extends EventSourceContract {
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
        writer.write(
                folder.resolve("%06d.parquet".formatted(files++)),
                "select (j->>'$.number')::bigint as number, j->>'$.text' as text from (select '%s'::json as j)"
                        .formatted(new String(value, UTF_8)));
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
