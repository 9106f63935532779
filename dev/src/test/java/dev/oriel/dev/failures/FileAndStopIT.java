package dev.oriel.dev.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.oriel.dev.process.OrielProcess;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.StoreView;
import dev.oriel.rocksdb.RocksStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A server that reads a file: fed, stopped by a signal while it reads, started again. */
final class FileAndStopIT {
    private static final Duration STOP_MAX = Duration.ofSeconds(10);
    private static final int SIGINT = 2;
    private static final int LINES = 20_000;
    private static final int MORE_LINES = 500;

    @TempDir
    private Path temporary;

    private MeterServer meters;

    @BeforeEach
    void compile() throws Exception {
        meters = new MeterServer(temporary.toRealPath());
    }

    @Test
    void fileSource_servedStoppedAndServedAgain_goesOnWithTheLinesThatFollow() throws Exception {
        meters.append(100);
        try (OrielProcess server = meters.start()) {
            meters.assertTotal(100);
            meters.append(20);
            meters.assertTotal(120);
            assertThat(server.stop()).isEqualTo(143);
        }
        meters.append(7);
        try (OrielProcess server = meters.start()) {
            meters.assertTotal(127);
            assertThat(server.output()).doesNotContain("WARN", "ERROR", "Exception");
        }
    }

    @Test
    void fileSource_whoseFileIsMissing_isRefusedByName() throws Exception {
        Files.delete(MeterDefinitions.readings(meters.folder));
        try (OrielProcess server = OrielProcess.run(meters.folder, meters.arguments())) {
            assertThat(server.exitCode()).isEqualTo(2);
            assertThat(server.output())
                    .isEqualTo(
                            "oriel: source 'readings' · its file 'readings.jsonl' does not exist · a file source reads"
                                    + " one file · make the file, which may be empty, or correct the path of the"
                                    + " source");
        }
    }

    /** The JVM ends with 128 and the signal's number after it has run what was to be closed: 143 for SIGTERM. */
    @Test
    void terminated_whileReading_endsWithin10SecondsHavingCommittedWhatWasRead() throws Exception {
        assertStopKeepsEverything(false);
    }

    /** 130 for SIGINT, which is Ctrl-C. */
    @Test
    void interrupted_whileReading_endsWithin10SecondsHavingCommittedWhatWasRead() throws Exception {
        assumeFalse(ignoresInterrupts(), "a process started in the background ignores SIGINT, and so do its children");
        assertStopKeepsEverything(true);
    }

    private void assertStopKeepsEverything(boolean interrupt) throws Exception {
        meters.append(LINES);
        long lineBytes = Files.size(MeterDefinitions.readings(meters.folder)) / LINES;
        long seen;
        try (OrielProcess server = meters.start()) {
            meters.assertTotal(LINES);
            // Visible before they are on disk, which takes a quarter of a second more unless the server is stopped.
            meters.append(MORE_LINES);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> records() > LINES);
            seen = records();
            Instant asked = Instant.now();
            int exitCode = interrupt ? server.interrupt() : server.stop();
            assertThat(Duration.between(asked, Instant.now())).isLessThan(STOP_MAX);
            assertThat(exitCode).as(server.output()).isEqualTo(interrupt ? 130 : 143);
            assertThat(server.output()).doesNotContain("WARN", "ERROR", "Exception");
            assertThat(meters.data.resolve("server.json")).doesNotExist();
        }
        try (RocksStore store = RocksStore.open(meters.data.resolve("store"));
                StoreView view = store.view()) {
            long kept = JsonMapper.shared()
                    .readTree(view.metadata("ingest").orElseThrow())
                    .at("/counters/readings/records")
                    .asLong();
            assertThat(kept).as("committed").isGreaterThanOrEqualTo(seen);
            assertThat(store.positions()).isEqualTo(Map.of(new SourcePartition("readings", 0), kept * lineBytes));
        }
        try (OrielProcess server = meters.start()) {
            meters.assertTotal(LINES + MORE_LINES);
            assertThat(server.stop()).isEqualTo(143);
        }
        try (OrielProcess server = meters.start()) {
            assertThat(server.output()).doesNotContain("WARN", "ERROR");
            meters.assertTotal(LINES + MORE_LINES);
        }
    }

    private long records() {
        return meters.asking.oriel("status").at("/sources/readings/records").asLong();
    }

    private static boolean ignoresInterrupts() throws Exception {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow()
                .replace("SigIgn:", "")
                .strip();
        return (Long.parseUnsignedLong(ignored, 16) & 1L << (SIGINT - 1)) != 0;
    }
}
