package dev.oriel.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.FileSource;
import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.file.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the options of a file. */
class AdaptersTest {
    private static final Instant NINE = Instant.parse("2024-03-31T09:00:00Z");

    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock();

    /** Moved by the test; nothing here waits. */
    private static final class HandClock implements Waiting {
        private long millis;

        @Override
        public long nanos() {
            return TimeUnit.MILLISECONDS.toNanos(millis);
        }

        @Override
        public boolean await(long nanos) {
            throw new AssertionError("polls without time to wait do not wait");
        }

        @Override
        public void wake() {}

        @Override
        public void clear() {}
    }

    @ParameterizedTest
    @EnumSource(FileSource.Format.class)
    void B142_file_atASpeed_givesRowsOfEveryFormatAsTheirTimesPass(FileSource.Format format) throws Exception {
        FileSource source = FileSource.of("readings", write(format).toString())
                .format(format)
                .timeField("at")
                .speed(3600);
        try (EventSource opened = Adapters.file(source, () -> clock)) {
            opened.open(Map.of());
            assertThat(ids(opened)).containsExactly("a");
            assertThat(opened.lagRecords()).isPositive();
            clock.millis = 999;
            assertThat(ids(opened)).isEmpty();
            clock.millis = 1_000;
            assertThat(ids(opened)).containsExactly("b");
            clock.millis = 2_000;
            assertThat(ids(opened)).containsExactly("c");
            assertThat(opened.lagRecords()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(FileSource.Format.class)
    void B142_file_withoutSpeed_givesAllAtOnceWithTheirTimesOrWithout(FileSource.Format format) throws Exception {
        FileSource source = FileSource.of("readings", write(format).toString()).format(format);
        assertThat(times(source.timeField("at")))
                .containsExactly(
                        NINE.toEpochMilli(),
                        NINE.plusSeconds(3600).toEpochMilli(),
                        NINE.plusSeconds(7200).toEpochMilli());
        assertThat(times(source)).containsOnly(SourceRecord.TIME_UNKNOWN).hasSize(3);
    }

    @Test
    void B142_file_speedWithoutTimes_isRefusedByName() {
        FileSource source = FileSource.of("readings", "readings.jsonl").speed(60);
        assertThatThrownBy(() -> Adapters.file(source, () -> clock))
                .isInstanceOf(StartupException.class)
                .hasMessage(
                        "source 'readings' · it is to be read at a speed of '60.0' · nothing says when its messages were"
                                + " received · name the field that does with .timeField(…), or drop .speed(…)");
    }

    private List<Long> times(FileSource source) throws Exception {
        try (EventSource opened = Adapters.file(source, () -> clock)) {
            opened.open(Map.of());
            return records(opened).stream().map(SourceRecord::timeMillis).toList();
        }
    }

    private static List<String> ids(EventSource source) throws Exception {
        return records(source).stream()
                .map(record -> new String(record.value(), UTF_8).replaceAll(".*\"id\": ?\"(.)\".*", "$1"))
                .toList();
    }

    private static List<SourceRecord> records(EventSource source) throws Exception {
        return source.poll(Duration.ZERO).stream()
                .map(RecordBatch::records)
                .flatMap(List::stream)
                .toList();
    }

    private Path write(FileSource.Format format) throws Exception {
        Path file = folder.resolve("readings");
        return switch (format) {
            case JSON_LINES -> Files.writeString(file, """
                    {"id":"a","at":"2024-03-31T09:00:00Z"}
                    {"id":"b","at":1711879200000}
                    {"id":"c","at":"2024-03-31T13:00:00+02:00"}
                    """);
            case CSV -> Files.writeString(file, """
                    id,at
                    a,2024-03-31T09:00:00Z
                    b,1711879200000
                    c,2024-03-31T13:00:00+02:00
                    """);
            case PARQUET -> parquet(file);
        };
    }

    private static Path parquet(Path file) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    copy (select * from (values ('a', timestamp '2024-03-31 09:00:00'), ('b', timestamp '2024-03-31 10:00:00'),
                    ('c', timestamp '2024-03-31 11:00:00')) as rows(id, "at")) to '%s' (format parquet)
                    """.formatted(file));
        }
        return file;
    }
}
