package dev.oriel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.Feature;
import dev.oriel.api.KafkaSource;
import dev.oriel.api.Resolver;
import dev.oriel.api.ResolverClass;
import dev.oriel.api.StreamResolver;
import dev.oriel.api.definition.Definitions;
import dev.oriel.cli.CliFixture.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code oriel check}. */
class CheckCommandTest {
    private static final String GOOD = """
            {"featureClasses": [
              {"javaName": "t.User", "namespace": "user", "description": "", "tags": [], "etlOfflineToOnline": false,
               "singleton": false, "nulls": "STORE", "defaults": "STORE", "file": "User.java", "line": 3, "features": [
                 {"name": "id", "javaName": "id", "shape": "SCALAR", "type": {"scalar": "LONG"}, "nullable": false,
                  "primary": true, "featureTime": false, "windows": [], "storage": {"online": true, "offline": true},
                  "defaultVersion": false, "description": "", "tags": [], "line": 5}]}],
             "resolverClasses": []}""";

    private static final String WRONG_PROPERTY = "oriel.test.wrong-resolver";

    @TempDir
    private Path folder;

    @Test
    void B182_check_goodDefinitions_countsThem() throws Exception {
        write(folder, GOOD);

        assertThat(CliFixture.command("check", folder.toString()))
                .isEqualTo(
                        new Outcome(0, "1 classes, 1 features, 0 resolvers, 0 aggregations: they can be served\n", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"featureClasses\": [{\"name\": \"x\"}]}",
                "{}",
                "null",
                "{\"featureClasses\": [{\"javaName\": \"t.User\", \"tags\": [], \"features\": []}], \"resolverClasses\": []}",
                "{\"featureClasses\": [], \"resolverClasses\": [{\"javaName\": \"t.Logins\", \"resolvers\": []}]}"
            })
    void B182_check_indexOfAnotherVersion_asksToCompileAgain(String index) throws Exception {
        write(folder, index);

        Outcome outcome = CliFixture.command("check", folder.toString());

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .endsWith(Definitions.INDEX_PATH
                        + ": was written by another version of Oriel · it lacks parts that this version needs"
                        + " · compile the feature classes again with this version\n");
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
                .hasSizeGreaterThan(1)
                .allSatisfy(line -> assertThat(line)
                        .matches("error: User\\.java:\\d+: .*|\\d errors?, 0 warnings: they cannot be served"));
    }

    /** A message. */
    record Message(long id, long other) {}

    /** Resolvers as the annotation processor would make them accessible. */
    public static final class Access implements ResolverClass {
        static final StreamResolver WRONG = StreamResolver.stream(Message.class, KafkaSource.named("s"))
                .output(Feature.<Object, Long>of("user.other"), Message::other);

        static final StreamResolver RIGHT = StreamResolver.stream(Message.class, KafkaSource.named("s"))
                .output(Feature.<Object, Long>of("user.id"), Message::id);

        @Override
        public Class<?> type() {
            return Access.class;
        }

        @Override
        public boolean needsInstance() {
            return false;
        }

        @Override
        public Object newInstance() {
            return this;
        }

        @Override
        public Map<String, Resolver> resolvers(Object instance) {
            return Map.of("logins", Boolean.getBoolean(WRONG_PROPERTY) ? WRONG : RIGHT);
        }
    }

    private void writeWithResolver(boolean wrong) throws IOException {
        System.setProperty(WRONG_PROPERTY, String.valueOf(wrong));
        write(folder, GOOD.replace("\"resolverClasses\": []", """
                "resolverClasses": [{"javaName": "t.Logins", "accessor": "%s", "file": "Logins.java", "line": 7,
                  "resolvers": [{"name": "logins", "line": 9}]}]""".formatted(Access.class.getName())));
    }

    @Test
    void B182_check_wrongResolver_isReportedAtItsLine() throws Exception {
        writeWithResolver(true);

        assertThat(CliFixture.command("check", folder.toString())).isEqualTo(new Outcome(1, """
                error: Logins.java:9: logins: no feature 'other' on User; known are id
                error: Logins.java:9: logins: it does not output 'user.id', under which a row is written: add .output(User_.id, …)
                2 errors, 0 warnings: they cannot be served
                """, ""));
    }

    @Test
    void B182_check_rightResolver_isCounted() throws Exception {
        writeWithResolver(false);

        assertThat(CliFixture.command("check", folder.toString()))
                .isEqualTo(
                        new Outcome(0, "1 classes, 1 features, 1 resolvers, 0 aggregations: they can be served\n", ""));
    }

    @Test
    void B182_check_json_isOneObjectForEachProblem() throws Exception {
        writeWithResolver(true);

        Outcome outcome = CliFixture.command("check", "--json", folder.toString());

        JsonNode problems = ServerClient.JSON.readTree(outcome.out());
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(problems).hasSize(2);
        assertThat(problems.path(0)).isEqualTo(ServerClient.JSON.readTree("""
                {"file": "Logins.java", "line": 9, "severity": "error", "resolver": "Logins.logins",
                 "message": "no feature 'other' on User; known are id"}"""));
        write(folder, GOOD.replace("\"primary\": true", "\"primary\": false"));
        JsonNode ofFeature = ServerClient.JSON
                .readTree(
                        CliFixture.command("check", "--json", folder.toString()).out())
                .path(0);
        assertThat(ofFeature.path("feature").stringValue()).isEqualTo("user");
        assertThat(ofFeature.path("file").stringValue()).isEqualTo("User.java");
        write(folder, GOOD);
        assertThat(CliFixture.command("check", "--json", folder.toString())).isEqualTo(new Outcome(0, "[ ]\n", ""));
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
