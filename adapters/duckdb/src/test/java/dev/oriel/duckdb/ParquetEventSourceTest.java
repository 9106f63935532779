package dev.oriel.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SeekTarget;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a row becomes, and what happens to files that change. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test.
class ParquetEventSourceTest {
    private static final SourcePartition PARTITION = new SourcePartition("clicks", 0);

    @TempDir
    Path folder;

    private ParquetWriter writer;

    @BeforeEach
    void open() throws Exception {
        writer = new ParquetWriter();
    }

    @AfterEach
    void close() throws Exception {
        writer.close();
    }

    @Test
    void poll_columnsOfManyTypes_becomeJsonOfMessages() throws Exception {
        write(
                "a",
                "select 7::bigint as id, 'é\"' as \"the 'name'\", 12345678901234567890123456.50::decimal(38, 2) as amount, 0.1::double as risk, true as"
                        + " failed, timestamp '2026-01-01 10:00:00.5' as \"at\", timestamptz '2026-01-01 10:00:00+02' as zoned,"
                        + " date '2026-01-02' as day, '\\xAA\\x00'::blob as key, null::int as nothing,"
                        + " [{'at': timestamp '2026-01-01', 'key': '\\x01'::blob, 'n': 0.10}, null] as parts");
        try (ParquetEventSource source = opened("a.parquet", 0)) {
            assertThat(texts(records(source)))
                    .containsExactly(
                            "{\"id\":7,\"the 'name'\":\"é\\\"\",\"amount\":\"12345678901234567890123456.50\",\"risk\":0.1,\"failed\":true,"
                                    + "\"at\":\"2026-01-01T10:00:00.500000Z\",\"zoned\":\"2026-01-01T08:00:00.000000Z\","
                                    + "\"day\":\"2026-01-02\",\"key\":\"qgA=\",\"nothing\":null,"
                                    + "\"parts\":[{\"at\":\"2026-01-01T00:00:00.000000Z\",\"key\":\"AQ==\",\"n\":0.1},null]}");
        }
    }

    @Test
    void poll_filesOfAPattern_areOneLogInTheOrderOfNames() throws Exception {
        write("b", "select 10000 + i as i from range(5000) t(i)");
        write("a", "select i from range(10000) t(i)");
        write("empty", "select 1 as i where false");
        try (ParquetEventSource source = opened("*.parquet", 0)) {
            assertThat(source.lagRecords()).isEqualTo(15_000);
            List<SourceRecord> records = records(source);
            assertThat(records).hasSize(15_000);
            for (int i = 0; i < records.size(); i++) {
                assertThat(records.get(i).offset()).isEqualTo(i);
                assertThat(new String(records.get(i).value(), UTF_8)).isEqualTo("{\"i\":" + i + "}");
                assertThat(records.get(i).timeMillis()).isEqualTo(SourceRecord.TIME_UNKNOWN);
            }
            source.seek(Map.of(PARTITION, 9_999L));
            assertThat(texts(records(source)).subList(0, 2)).containsExactly("{\"i\":9999}", "{\"i\":10000}");
            assertThat(source.offsets("clicks", new SeekTarget.End())).containsEntry(PARTITION, 15_000L);
            source.pause(Set.of("clicks"));
            source.seek(Map.of(PARTITION, 0L));
            assertThat(source.poll(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void offsets_ofATime_areRefused() throws Exception {
        write("a", "select 1 as i");
        try (ParquetEventSource source = opened("a.parquet", 0)) {
            assertThatThrownBy(() -> source.offsets("clicks", new SeekTarget.Time(Instant.EPOCH)))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("keeps no times · '1970-01-01T00:00:00Z' cannot be found in it");
        }
    }

    @Test
    void I11_open_positionBeyondTheEnd_isRefused() throws Exception {
        write("a", "select i from range(3) t(i)");
        opened("a.parquet", 3).close();
        assertThatThrownBy(() -> opened("a.parquet", 4))
                .isInstanceOf(SourceException.class)
                .hasMessage(
                        "source 'clicks' · its path '%s/a.parquet' has fewer rows than were read of it · it has '3' rows, and"
                                + " reading goes on at row '4' · put the former files back, or read these as a new source",
                        folder);
    }

    @Test
    void I11_open_noFileOrNoParquet_isRefused() throws Exception {
        assertThatThrownBy(() -> opened("a.parquet", 0))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("does not exist");
        Files.writeString(folder.resolve("a.parquet"), "no such thing as a Parquet file");
        assertThatThrownBy(() -> opened("a.parquet", 0))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("cannot be read")
                .hasMessageEndingWith("check that the files are whole Parquet files which this process may read");
    }

    @Test
    void I11_poll_fileReplacedGoneOrBeforeOthers_ends() throws Exception {
        write("b", "select 1 as i");
        try (ParquetEventSource source = opened("*.parquet", 0)) {
            records(source);
            write("a", "select 2 as i");
            assertThatThrownBy(() -> source.poll(Duration.ZERO))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("has a new file '%s' before others", folder.resolve("a.parquet"));
            Files.delete(folder.resolve("a.parquet"));
            assertThat(source.poll(Duration.ZERO)).isEmpty();
            write("b", "select 3 as i");
            assertThatThrownBy(() -> source.poll(Duration.ZERO))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("was replaced or changed · reading had come to row '1'");
            Files.delete(folder.resolve("b.parquet"));
            assertThatThrownBy(() -> source.poll(Duration.ZERO))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("has lost its file");
        }
    }

    private void write(String name, String select) throws Exception {
        writer.write(folder.resolve(name + ".parquet"), select);
    }

    private ParquetEventSource opened(String pattern, long offset) throws SourceException {
        var source = new ParquetEventSource("clicks", folder + "/" + pattern);
        source.open(Map.of(PARTITION, offset));
        return source;
    }

    private static List<SourceRecord> records(ParquetEventSource source) throws SourceException {
        List<SourceRecord> records = new ArrayList<>();
        List<RecordBatch> batches = source.poll(Duration.ZERO);
        while (!batches.isEmpty()) {
            batches.forEach(batch -> records.addAll(batch.records()));
            batches = source.poll(Duration.ZERO);
        }
        return records;
    }

    private static List<String> texts(List<SourceRecord> records) {
        return records.stream().map(record -> new String(record.value(), UTF_8)).toList();
    }
}
