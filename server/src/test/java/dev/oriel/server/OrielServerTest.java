package dev.oriel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.definition.Definitions;
import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SeekTarget;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole server: what it opens, what it leaves behind. */
class OrielServerTest {
    private static final String INDEX = """
            {"featureClasses": [
              {"javaName": "t.User", "namespace": "user", "description": "", "tags": [], "etlOfflineToOnline": false,
               "singleton": false, "nulls": "STORE", "defaults": "STORE", "file": "User.java", "line": 3, "features": [
                 {"name": "id", "javaName": "id", "shape": "SCALAR", "type": {"scalar": "LONG"}, "nullable": false,
                  "primary": true, "featureTime": false, "windows": [], "storage": {"online": true, "offline": true},
                  "defaultVersion": false, "description": "", "tags": [], "line": 5}]}],
             "resolverClasses": []}""";

    @TempDir
    private Path folder;

    private ServerOptions options;

    /** A source without records that counts how often it is closed. */
    private static final class EmptySource implements EventSource {
        private final Semaphore woken = new Semaphore(0);
        private volatile boolean closed;

        @Override
        public void open(Map<SourcePartition, Long> nextOffsets) {}

        @Override
        public List<RecordBatch> poll(Duration timeout) throws SourceException {
            try {
                if (woken.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                    woken.drainPermits();
                }
                return List.of();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SourceException("interrupted", e);
            }
        }

        @Override
        public long lagRecords() {
            return 0;
        }

        @Override
        public Set<SourcePartition> partitions() {
            return Set.of();
        }

        @Override
        public Map<SourcePartition, Long> lagByPartition() {
            return Map.of();
        }

        @Override
        public void seek(Map<SourcePartition, Long> nextOffsets) {}

        @Override
        public Map<SourcePartition, Long> offsets(String source, SeekTarget target) {
            return Map.of();
        }

        @Override
        public void pause(Set<String> sources) {}

        @Override
        public void wakeup() {
            woken.release();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @BeforeEach
    void writeDefinitions() throws IOException {
        Path index = folder.resolve("classes").resolve(Definitions.INDEX_PATH);
        Files.createDirectories(index.getParent());
        Files.writeString(index, INDEX);
        options = ServerOptions.of(List.of(folder.resolve("classes")))
                .dataFolder(folder.resolve("data"))
                .listen("127.0.0.1", 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void open_thenClose_namesItselfWhileItRuns(boolean memoryOnly) throws Exception {
        EmptySource source = new EmptySource();
        RunningServer named;
        try (OrielServer server =
                OrielServer.open(options.memoryOnly(memoryOnly).extraSources(List.of(source)))) {
            named = RunningServer.read(options.dataFolder()).orElseThrow();
            assertThat(named.url()).isEqualTo(server.url());
            assertThat(named.isAlive()).isTrue();
            assertThat(get(server.url() + "/healthz")).isEqualTo("ok");
            assertThat(source.closed).isFalse();
        }
        assertThat(source.closed).isTrue();
        assertThat(RunningServer.read(options.dataFolder())).isEmpty();
        assertThatThrownBy(() -> get(named.url() + "/healthz")).isInstanceOf(IOException.class);
        assertThat(options.dataFolder().resolve(Credentials.FILE_NAME)).exists();
    }

    @Test
    void open_afterClose_worksOnTheSameFolderWithTheSameCredentials() throws Exception {
        Credentials first;
        try (OrielServer server = OrielServer.open(options)) {
            assertThat(server.service().definitions().featureClasses()).hasSize(1);
            first = Credentials.read(options.dataFolder()).orElseThrow();
        }
        try (OrielServer server = OrielServer.open(options)) {
            assertThat(server.service().status().failure()).isEmpty();
            assertThat(Credentials.read(options.dataFolder())).contains(first);
        }
    }

    @Test
    void open_anotherServerOnTheFolder_isRefusedAndLeavesItAlone() throws Exception {
        ServerOptions memory = options.memoryOnly(true);
        try (OrielServer first = OrielServer.open(memory)) {
            assertThatThrownBy(() -> OrielServer.open(memory))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("another server uses this data folder")
                    .hasMessageContaining(first.url());
            assertThat(get(first.url() + "/healthz")).isEqualTo("ok");
            assertThat(RunningServer.read(options.dataFolder())).isPresent();
        }
    }

    @Test
    void open_afterACrash_replacesTheFileThatItLeft() throws Exception {
        Files.createDirectories(options.dataFolder());
        new RunningServer("http://127.0.0.1:1", ProcessHandle.current().pid(), Instant.EPOCH)
                .write(options.dataFolder());

        try (OrielServer server = OrielServer.open(options)) {
            assertThat(RunningServer.read(options.dataFolder()).orElseThrow().url())
                    .isEqualTo(server.url());
        }
    }

    @Test
    void open_portInUse_closesWhatWasOpened() throws Exception {
        try (OrielServer first = OrielServer.open(options)) {
            EmptySource source = new EmptySource();
            ServerOptions second = options.dataFolder(folder.resolve("second"))
                    .listen("127.0.0.1", URI.create(first.url()).getPort())
                    .extraSources(List.of(source));

            assertThatThrownBy(() -> OrielServer.open(second))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("port is in use");

            assertThat(source.closed).isTrue();
            assertThat(folder.resolve("second/server.json")).doesNotExist();
            // The store can only be opened again because it was closed.
            OrielServer.open(second.listen("127.0.0.1", 0)).close();
        }
    }

    @Test
    void open_wrongDefinitions_namesAllProblems() throws Exception {
        Files.writeString(
                folder.resolve("classes").resolve(Definitions.INDEX_PATH),
                INDEX.replace("\"primary\": true", "\"primary\": false"));

        assertThatThrownBy(() -> OrielServer.open(options))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("User.java:");
        assertThat(options.dataFolder()).doesNotExist();
    }

    @Test
    void files_andServerFile_holdNoSecretBesideTheCredentials() throws Exception {
        try (OrielServer server = OrielServer.open(options)) {
            String secret = Credentials.read(options.dataFolder()).orElseThrow().secret();

            assertThat(server.url()).startsWith("http://127.0.0.1:");
            for (Path file : filesWith(secret.getBytes(StandardCharsets.US_ASCII))) {
                assertThat(file.getFileName().toString()).isEqualTo(Credentials.FILE_NAME);
            }
            assertThat(filesWith(secret.getBytes(StandardCharsets.US_ASCII))).hasSize(1);
        }
    }

    private List<Path> filesWith(byte[] bytes) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (content.contains(new String(bytes, StandardCharsets.ISO_8859_1))) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static String get(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
