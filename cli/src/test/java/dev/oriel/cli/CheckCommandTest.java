package dev.oriel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.definition.Definitions;
import dev.oriel.cli.CliFixture.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code oriel check}. */
class CheckCommandTest {
    private static final String GOOD = """
            {"featureClasses": [
              {"javaName": "t.User", "namespace": "user", "description": "", "owner": null, "tags": [],
               "maxStaleness": null, "etlOfflineToOnline": false, "file": "User.java", "line": 3, "features": [
                 {"name": "id", "javaName": "id", "shape": "SCALAR", "scalar": "LONG", "nullable": false, "target": null,
                  "primary": true, "featureTime": false, "references": null, "windows": [], "expression": null,
                  "defaultValue": null, "bucketDuration": null, "maxStaleness": null, "description": "", "owner": null,
                  "tags": [], "line": 5}]}],
             "resolverClasses": []}""";

    @TempDir
    private Path folder;

    @Test
    void B182_check_goodDefinitions_countsThem() throws Exception {
        write(folder, GOOD);

        assertThat(CliFixture.command("check", folder.toString()))
                .isEqualTo(new Outcome(0, "1 classes, 1 features, 0 aggregations: they can be served\n", ""));
    }

    @Test
    void B182_check_jar_isReadLikeAFolder() throws Exception {
        Path jar = folder.resolve("definitions.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(Definitions.INDEX_PATH));
            out.write(GOOD.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(CliFixture.command("check", jar.toString()).exitCode()).isZero();
    }

    @Test
    void B182_check_wrongDefinitions_printsAllProblemsWithTheirPlaces() throws Exception {
        write(folder, GOOD.replace("\"primary\": true", "\"primary\": false").replace("LONG", "DOUBLE"));

        Outcome outcome = CliFixture.command("check", folder.toString());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).matches("(error|warning): User\\.java:\\d+: .*"));
    }

    @Test
    void check_json_holdsTheSame() throws Exception {
        write(folder, GOOD.replace("\"primary\": true", "\"primary\": false"));

        Outcome outcome = CliFixture.command("check", "--json", folder.toString());

        JsonNode body = ServerClient.JSON.readTree(outcome.out());
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(body.path("problems").path(0).path("severity").stringValue()).isEqualTo("error");
        assertThat(body.path("classes").intValue()).isEqualTo(1);
    }

    @Test
    void check_folderWithoutDefinitions_saysHowToGetThem() {
        Outcome outcome = CliFixture.command("check", folder.toString());

        assertThat(outcome)
                .isEqualTo(new Outcome(
                        2,
                        "",
                        "oriel: '" + folder
                                + "' · it holds no definitions · META-INF/oriel/definitions.json is missing, which"
                                + " oriel-processor writes when feature classes are compiled · compile them with it on the"
                                + " processor path, and give the folder of classes or the jar\n"));
    }

    @Test
    void check_noSuchPaths_namesEach() {
        Outcome outcome = CliFixture.command(
                "check", folder.resolve("a").toString(), folder.resolve("b").toString());

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err().lines())
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(line).startsWith("oriel: ").contains(" · it holds no classes · it is missing · "));
    }

    private static void write(Path folder, String index) throws IOException {
        Path file = folder.resolve(Definitions.INDEX_PATH);
        Files.createDirectories(file.getParent());
        Files.writeString(file, index);
    }
}
