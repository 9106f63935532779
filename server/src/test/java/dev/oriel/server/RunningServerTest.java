package dev.oriel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file that names a running server. */
class RunningServerTest {
    private static final Instant STARTED_AT = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void read_written_isTheSame() throws Exception {
        RunningServer server = new RunningServer(
                "http://127.0.0.1:1234", ProcessHandle.current().pid(), STARTED_AT);

        server.write(folder);

        assertThat(RunningServer.read(folder)).contains(server);
        assertThat(server.isAlive()).isTrue();
        assertThat(new RunningServer(server.url(), Integer.MAX_VALUE, STARTED_AT).isAlive())
                .isFalse();
    }

    @Test
    void read_noFile_isEmpty() throws Exception {
        assertThat(RunningServer.read(folder)).isEmpty();
    }

    @Test
    void remove_writtenByAnotherServerSince_staysThere() throws Exception {
        RunningServer first = new RunningServer("http://127.0.0.1:1", 1, STARTED_AT);
        RunningServer second = new RunningServer("http://127.0.0.1:2", 2, STARTED_AT);
        second.write(folder);

        first.remove(folder);
        assertThat(RunningServer.read(folder)).contains(second);

        second.remove(folder);
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{\"url\": 1, \"pid\": 1, \"started_at\": \"2026-01-01T00:00:00Z\"}",
                "{\"url\": \"http://127.0.0.1:1\", \"pid\": 1, \"started_at\": \"then\"}",
            })
    void read_malformedFile_saysSo(String content) throws Exception {
        Files.writeString(folder.resolve("server.json"), content);

        assertThatThrownBy(() -> RunningServer.read(folder))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("server.json · it does not name a server · ");
    }
}
