package dev.oriel.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.memory.MemorySource;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which time a message has, and which cannot be used. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder before each test.
class TimedSourceTest {
    private static final SourcePartition PARTITION = new SourcePartition("clicks", 0);
    private static final long NOON_MILLIS =
            Instant.parse("2024-03-31T12:00:00.250Z").toEpochMilli();
    private static final String GOOD = "{\"at\":%d}".formatted(NOON_MILLIS);

    @TempDir
    Path folder;

    private final MemorySource log = new MemorySource("clicks");

    private TimedSource opened() throws SourceException {
        var source = new TimedSource(log, "at");
        source.open(Map.of());
        return source;
    }

    private void append(String... messages) {
        for (String message : messages) {
            log.append(SourceRecord.TIME_UNKNOWN, message);
        }
    }

    private static List<SourceRecord> poll(TimedSource source) throws SourceException {
        return source.poll(Duration.ZERO).stream()
                .flatMap(batch -> batch.records().stream())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"at\":\"2024-03-31T12:00:00.250Z\"}",
                "{\"at\":\"2024-03-31T14:00:00.25+02:00\"}",
                "{\"at\":1711886400250}",
                "{\"a\":{\"at\":5},\"b\":[{\"at\":\"2020-01-01T00:00:00Z\"}],\"\\u0061t\":1711886400250,\"at\":7}"
            })
    void B142_poll_aReadableTimeAtTheTop_isTheTimeOfTheRecord(String message) throws Exception {
        append(message);
        List<SourceRecord> records = poll(opened());
        assertThat(records).extracting(SourceRecord::timeMillis).containsExactly(NOON_MILLIS);
        assertThat(records.getFirst().value()).isEqualTo(message.getBytes(UTF_8));
        assertThat(records.getFirst().offset()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"b\":{\"at\":1711886400250}}",
                "{\"at\":null}",
                "{\"at\":[1711886400250]}",
                "{\"at\":1711886400250.0}",
                "{\"at\":\"1711886400250\"}",
                "{\"at\":\"2024-03-31T12:00:00\"}",
                "{\"at\":\"2024-03-31\"}",
                "{\"at\":\"+999999999-12-31T23:59:59Z\"}",
                "{\"at\":0}",
                "{\"at\":-1711886400250}",
                "{\"at\":171188640025017118864002501711886400250}",
                "{\"b\":,\"at\":1711886400250}",
                "{\"b\":1",
                "[1711886400250]",
                ""
            })
    void B142_poll_noReadableTime_givesTheRecordWithoutOne(String message) throws Exception {
        append(message, GOOD);
        TimedSource source = opened();
        assertThat(poll(source))
                .extracting(SourceRecord::timeMillis)
                .containsExactly(SourceRecord.TIME_UNKNOWN, NOON_MILLIS);
        assertThat(source.stopped()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1711886400,seconds", "1711886400250000,microseconds", "1711886400250000000,nanoseconds"})
    void B142_B125_poll_anotherUnit_isGivenAsUnusableByName_andThoseBehindItAreRead(long number, String unit)
            throws Exception {
        String wrong = "{\"at\":" + number + "}";
        append(GOOD, wrong, GOOD);
        TimedSource source = opened();
        List<SourceRecord> records = poll(source);
        assertThat(records)
                .extracting(SourceRecord::timeMillis)
                .containsExactly(NOON_MILLIS, SourceRecord.TIME_UNKNOWN, NOON_MILLIS);
        assertThat(records)
                .extracting(SourceRecord::unusable)
                .containsExactly(
                        Optional.empty(),
                        Optional.of("its time field 'at' is '" + number + "' · that is no time from 1971 to 2199 in"
                                + " milliseconds, and looks like " + unit
                                + " · give milliseconds, or ISO 8601 with a zone, or name another field"),
                        Optional.empty());
        assertThat(records.get(1).value()).isEqualTo(wrong.getBytes(UTF_8));
        assertThat(source.stopped()).isEmpty();
        assertThat(source.lagRecords()).isZero();

        source.seek(Map.of(PARTITION, 1L));
        assertThat(poll(source))
                .as("the same again")
                .extracting(SourceRecord::unusable)
                .containsExactly(records.get(1).unusable(), Optional.empty());
    }

    @Test
    void poll_rowsOfCsv_haveTheTimesOfTheirColumn() throws Exception {
        Path file = folder.resolve("clicks.csv");
        Files.writeString(file, "id,at\n1,2024-03-31T12:00:00.250Z\n2,1711886400250\n3,\n4,\"1711886400250\"\n5\n");
        var rows = new FileEventSource("clicks", file, FileFormat.CSV, FileEventSource.LINE_BYTES_MAX_DEFAULT);
        try (var source = new TimedSource(rows, "at")) {
            source.open(Map.of());
            assertThat(poll(source))
                    .extracting(SourceRecord::timeMillis)
                    .containsExactly(
                            NOON_MILLIS,
                            NOON_MILLIS,
                            SourceRecord.TIME_UNKNOWN,
                            SourceRecord.TIME_UNKNOWN,
                            SourceRecord.TIME_UNKNOWN);
        }
    }
}
