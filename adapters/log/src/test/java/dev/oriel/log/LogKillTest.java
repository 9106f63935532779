package dev.oriel.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.engine.port.SourceException;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed while they append. */
@Timeout(600)
class LogKillTest {
    private static final int KILLS = 5;

    @Test
    void C1_append_processKilled_leavesWholeBatchesAndAllThatWereAcknowledged(@TempDir Path folder) throws Exception {
        var acknowledged = new ArrayList<String>();
        for (int kill = 0; kill < KILLS; kill++) {
            killAfter(60 + 40 * kill, folder, "run" + kill, acknowledged);
            List<String> held = read(folder);
            assertWholeBatches(held);
            for (String line : acknowledged) {
                String[] parts = line.split(" ");
                String[] batch = AppendLoop.batch(parts[1], Long.parseLong(parts[2]));
                int from = Integer.parseInt(parts[0]);
                assertThat(held.subList(from, from + batch.length)).as(line).containsExactly(batch);
            }
        }
    }

    private static void killAfter(int acknowledgements, Path folder, String run, List<String> acknowledged)
            throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendLoop.class.getName(),
                        folder.toString(),
                        run)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = process.inputReader(UTF_8);
        assertThat(said.readLine()).isEqualTo("open");
        assertThatThrownBy(() -> read(folder))
                .isInstanceOf(SourceException.class)
                .hasMessage(
                        "source 'clicks' · its log '%s' is in use · one process writes a log at a time · stop the other one,"
                                + " or give this one another data folder",
                        folder);
        for (int i = 0; i < acknowledgements; i++) {
            acknowledged.add(said.readLine());
        }
        // Through its handle: the process object would close the stream that is still to be read.
        assertThat(process.toHandle().destroyForcibly()).isTrue();
        process.waitFor();
        String line = said.readLine();
        while (line != null) {
            String next = said.readLine();
            if (next != null) {
                // The last line may have been cut by the kill.
                acknowledged.add(line);
            }
            line = next;
        }
    }

    private static List<String> read(Path folder) throws SourceException {
        try (var log = new SegmentedPushLog("clicks", folder, AppendLoop.LIMITS, Logs.salts())) {
            log.open(Map.of());
            return Logs.read(log);
        }
    }

    private static void assertWholeBatches(List<String> held) {
        int at = 0;
        while (at < held.size()) {
            String[] parts = held.get(at).split(" ");
            String[] batch = AppendLoop.batch(parts[0], Long.parseLong(parts[1]));
            assertThat(held.subList(at, at + batch.length))
                    .as("at offset %s", at)
                    .containsExactly(batch);
            at += batch.length;
        }
    }
}
