package dev.oriel.dev.failures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.dev.process.Asking;
import dev.oriel.dev.process.OrielProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A folder with definitions that read a file, and a data folder: what a server of them is started, fed and asked with. */
final class MeterServer {
    final Path folder;
    final Path data;
    final Path classes;
    final Asking asking;

    MeterServer(Path folder) throws IOException {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.classes = MeterDefinitions.compile(folder);
        this.asking = new Asking(data);
    }

    /** What {@code oriel serve} is called with; further options may be added. */
    String[] arguments(String... more) {
        return command("serve", more);
    }

    String[] command(String command, String... more) {
        var arguments = new ArrayList<>(List.of(command, classes.toString(), "--data", data.toString()));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--port")) {
            arguments.addAll(List.of("--port", "0"));
        }
        return arguments.toArray(String[]::new);
    }

    OrielProcess start() throws Exception {
        return OrielProcess.start(folder, arguments());
    }

    /** Appends readings of meter 7, of 1 kWh each. All lines of all calls have the same length. */
    void append(int count) throws IOException {
        String line = """
                {"id": "r", "meter_id": 7, "kwh": 1, "at": "%s"}
                """.formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS));
        Files.writeString(MeterDefinitions.readings(folder), line.repeat(count), StandardOpenOption.APPEND);
    }

    /** Waits until that many readings are counted, and not one more. */
    void assertTotal(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> records() >= count);
        assertThat(records()).isEqualTo(count);
        assertThat(asking.oriel("query", "--in", "meter.id=7", "--out", "meter.total[1d]")
                        .at("/data/0/value")
                        .asDouble())
                .isEqualTo(count);
    }

    private long records() {
        return asking.oriel("status").at("/sources/readings/records").asLong();
    }
}
