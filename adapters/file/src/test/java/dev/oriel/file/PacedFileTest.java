package dev.oriel.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.EngineStatus.SourceStatus;
import dev.oriel.engine.SteppedEngine;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.EnginePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine over a file whose lines have times. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder before each test.
class PacedFileTest {
    private static final Instant NOON = Instant.parse("2024-03-31T12:00:00Z");

    @TempDir
    Path folder;

    private final StandingWaiting waiting = new StandingWaiting();
    private final MemoryStore store = new MemoryStore();

    private static String line(String id, String received, String measured) {
        return "{\"id\":\"%s\",\"meter_id\":7,\"received\":\"2024-03-31T%s:00Z\",\"measured\":\"2024-03-31T%s:00Z\"}\n"
                .formatted(id, received, measured);
    }

    private SteppedEngine opened(String lines) throws Exception {
        Path file = Files.writeString(folder.resolve("readings.jsonl"), lines);
        return opened(file);
    }

    private SteppedEngine opened(Path file) throws Exception {
        var source = new PacedSource(
                new TimedSource(new FileEventSource("readings", file), "received"),
                MeterResolvers.READINGS.speed(),
                waiting);
        Catalog catalog = Catalog.only(getClass().getClassLoader(), List.of(new MeterResolvers()));
        return SteppedEngine.open(catalog, EnginePorts.of(store, List.of(source)), () -> NOON, EngineOptions.DEFAULTS);
    }

    private static SourceStatus stepped(SteppedEngine engine) throws Exception {
        engine.step();
        return requireNonNull(engine.status().sources().get("readings"));
    }

    @Test
    void B142_step_linesAnHourApart_areAppliedASecondApartAlsoAcrossARestart() throws Exception {
        try (SteppedEngine engine =
                opened(line("a", "09:00", "09:00") + line("b", "10:00", "10:00") + line("c", "11:00", "11:00"))) {
            assertThat(stepped(engine).applied()).isEqualTo(1);
            waiting.pass(999);
            assertThat(stepped(engine).applied()).isEqualTo(1);
            waiting.pass(1);
            assertThat(stepped(engine).applied()).isEqualTo(2);
        }
        try (SteppedEngine engine = opened(folder.resolve("readings.jsonl"))) {
            assertThat(stepped(engine).applied()).as("the third, at once").isEqualTo(3);
            assertThat(stepped(engine).records()).isEqualTo(3);
        }
    }

    @Test
    void B125_B142_step_aTimeInSeconds_isADeadLetterRightBehindTheOneBeforeIt_andTheFileGoesOn() throws Exception {
        String wrong = "{\"id\":\"b\",\"meter_id\":7,\"received\":1711879200,\"measured\":\"2024-03-31T10:00:00Z\"}\n";
        try (SteppedEngine engine = opened(line("a", "09:00", "09:00") + wrong + line("c", "10:00", "10:00"))) {
            SourceStatus first = stepped(engine);
            assertThat(first.applied()).isEqualTo(1);
            assertThat(first.deadLetters()).isEqualTo(1);
            assertThat(first.samples())
                    .anySatisfy(sample -> assertThat(sample.reason())
                            .isEqualTo(
                                    "its time field 'received' is '1711879200' · that is no time from 1971 to 2199 in"
                                            + " milliseconds, and looks like seconds · give milliseconds, or ISO 8601 with a zone, or"
                                            + " name another field"));
            waiting.pass(1_000);
            SourceStatus second = stepped(engine);
            assertThat(second.applied()).isEqualTo(2);
            assertThat(second.records()).isEqualTo(3);
            assertThat(engine.status().failure()).isEmpty();
        }
    }

    @Test
    void B126_D9_step_timesOfLines_areWhatLateAndFutureAreMeasuredAgainst() throws Exception {
        try (SteppedEngine engine = opened(line("good", "09:00", "08:00")
                + line("late", "09:00", "07:59")
                + line("future", "09:00", "09:06")
                + "{\"id\":\"unknown\",\"meter_id\":7,\"measured\":\"2024-03-31T02:00:00Z\"}\n")) {
            SourceStatus status = stepped(engine);
            assertThat(status.records()).isEqualTo(4);
            assertThat(status.applied()).as("in time, and of unknown receipt").isEqualTo(2);
            assertThat(status.late()).isEqualTo(1);
            assertThat(status.deadLetters()).isEqualTo(1);
            assertThat(status.samples())
                    .anySatisfy(sample -> assertThat(sample.reason())
                            .contains("the event time '2024-03-31T09:06:00Z' lies 360 s after the source received it"));
        }
    }
}
