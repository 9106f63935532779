package dev.oriel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.definition.Definitions;
import dev.oriel.cli.CliFixture.Outcome;
import dev.oriel.server.Credentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code oriel serve} in a process of its own. */
class ServeCommandIT {
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

    private Path classes;
    private Path data;
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void writeDefinitions() throws IOException {
        classes = folder.resolve("classes");
        data = folder.resolve("data");
        Path index = classes.resolve(Definitions.INDEX_PATH);
        Files.createDirectories(index.getParent());
        Files.writeString(index, INDEX);
    }

    @AfterEach
    void endProcesses() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void serve_untilStopped_answersAndLeavesNoServerFileBehind() throws Exception {
        Process server = start("serve", classes.toString(), "--data", data.toString(), "--port", "0");
        BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine()).startsWith("oriel serves at http://127.0.0.1:");

        Outcome answer = command("query", "--in", "user.id=7", "--out", "user.id");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out().lines()).hasSize(3).last().asString().endsWith("7");
        assertThat(command("aggregate", "list").exitCode()).isZero();
        assertThat(command("status").exitCode()).isZero();

        // What Ctrl-C and service managers do.
        server.destroy();
        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(data.resolve("server.json")).doesNotExist();
        assertThat(command("status").err()).contains("no running server found here");
        assertThat(data.resolve(Foreground.LOG_FILE)).exists();
        assertThat(Files.readAllLines(folder.resolve("err")))
                .as("nothing but our own log lines")
                .allSatisfy(line -> assertThat(line).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  .*"));
        String secret = Credentials.read(data).orElseThrow().secret();
        assertThat(data.resolve(Foreground.LOG_FILE)).content().doesNotContain(secret);
    }

    @Test
    void serve_wrongDefinitions_endsWithOneLinePerProblem() throws Exception {
        Files.writeString(
                classes.resolve(Definitions.INDEX_PATH), INDEX.replace("\"primary\": true", "\"primary\": false"));

        Process server = start("serve", classes.toString(), "--data", data.toString(), "--port", "0");

        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isEqualTo(2);
        assertThat(Files.readAllLines(folder.resolve("err")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("oriel: User.java:"));
    }

    private Outcome command(String... arguments) {
        return CliFixture.command(Stream.concat(Stream.of(arguments), Stream.of("--data", data.toString()))
                .toArray(String[]::new));
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                // The tests' own logging configuration is on the class path, too.
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.oriel.cli.Main"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("err").toFile())
                .start();
        processes.add(process);
        return process;
    }
}
