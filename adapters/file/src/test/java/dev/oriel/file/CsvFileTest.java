package dev.oriel.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.EngineStatus.SourceStatus;
import dev.oriel.engine.SteppedEngine;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.EnginePorts;
import dev.oriel.engine.serve.QueryRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine over a file of CSV. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder before each test.
class CsvFileTest {
    private static final Instant NOON = Instant.parse("2024-03-31T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void B142_rows_ofIdentitiesOfDigits_areTheirCharacters_andNumbersAreParsed() throws Exception {
        Path file = Files.writeString(folder.resolve("rows.csv"), """
                id,meter_id,received
                123,7,2024-03-31T09:00:00Z
                00123,"7",2024-03-31T10:00:00Z
                "0123",007,2024-03-31T11:00:00Z
                x,seven,2024-03-31T11:00:00Z
                """);
        var source = new TimedSource(
                new FileEventSource("rows", file, FileFormat.CSV, FileEventSource.LINE_BYTES_MAX_DEFAULT), "received");
        Catalog catalog = Catalog.only(getClass().getClassLoader(), List.of(new CsvMeterResolvers()));
        try (SteppedEngine engine = SteppedEngine.open(
                catalog, EnginePorts.of(new MemoryStore(), List.of(source)), () -> NOON, EngineOptions.DEFAULTS)) {
            engine.step();
            SourceStatus status = requireNonNull(engine.status().sources().get("rows"));
            assertThat(status.applied()).isEqualTo(3);
            assertThat(status.samples())
                    .singleElement()
                    .satisfies(sample ->
                            assertThat(sample.reason()).isEqualTo("field 'meter_id' is text, not an integer"));
            assertThat(value(engine, Map.of("meter.id", 7L), "meter.count_readings_1d"))
                    .isEqualTo(3L);
            for (String id : List.of("123", "00123", "0123")) {
                assertThat(value(engine, Map.of("reading.id", id), "reading.meter_id"))
                        .as(id)
                        .isEqualTo(7L);
            }
        }
    }

    private static Object value(SteppedEngine engine, Map<String, Object> inputs, String output) {
        var answer = engine.query(new QueryRequest(inputs, List.of(output), Optional.empty()));
        assertThat(answer.errors()).isEmpty();
        return requireNonNull(answer.results().getFirst().value());
    }
}
