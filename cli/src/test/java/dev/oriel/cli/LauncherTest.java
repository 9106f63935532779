package dev.oriel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, with Java homes that print how they were called. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
    private static final List<String> TOOLS = List.of(
            "cat", "dirname", "find", "head", "ls", "mkdir", "mv", "readlink", "rm", "rmdir", "sed", "stty", "tail");

    @TempDir
    private Path temporary;

    private Path home;
    private Path tools;
    private Path workingFolder;
    private final Map<String, String> environment = new HashMap<>();

    /** Builds one jar, and says in a file how it was called. */
    private static final String MAVEN =
            "printf 'mvn %s\\n' \"$*\" >>built\nmkdir -p dev/target/oriel/lib\n: >dev/target/oriel/lib/a.jar";

    private record Outcome(int exitCode, String out, String err) {}

    @BeforeEach
    void install() throws IOException {
        Path folder = temporary.toRealPath();
        home = Files.createDirectories(folder.resolve("a home"));
        tools = Files.createDirectories(folder.resolve("tools"));
        workingFolder = Files.createDirectories(folder.resolve("work"));
        Files.copy(Path.of("..", "oriel"), home.resolve("oriel"));
        makeExecutable(home.resolve("oriel"));
        for (String tool : TOOLS) {
            Path binary = Path.of("/usr/bin", tool);
            Path found = Files.exists(binary) ? binary : Path.of("/bin", tool);
            // No links: JUnit warns of every one that leads out of the temporary folder.
            Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec " + found + " \"$@\"\n");
            makeExecutable(tools.resolve(tool));
        }
        environment.put("PATH", tools.toString());
        environment.put("HOME", folder.resolve("nobody").toString());
        environment.put("ORIEL_JAVA_FOLDERS", folder.resolve("jvms").toString());
        writeLibrary();
    }

    @Test
    void oriel_javaHomeFits_isUsedWithFlagsForShortCommands() throws Exception {
        environment.put("JAVA_HOME", javaHome("one", "25.0.3", true).toString());
        javaHome("jvms/other", "26", true);

        Outcome outcome = oriel("query", "--in", "user.id=a b");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out().lines())
                .containsExactly(
                        "java one in " + workingFolder,
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        home + "/dev/target/oriel/lib/*",
                        "dev.oriel.cli.Main",
                        "query",
                        "--in",
                        "user.id=a b");
    }

    @Test
    void oriel_serverCommand_isTunedForALongLife() throws Exception {
        environment.put("JAVA_HOME", javaHome("one", "21.0.1", true).toString());

        for (String command : List.of("dev", "serve")) {
            assertThat(oriel(command).out())
                    .contains("-XX:+UseG1GC", "-Xmx1g", "-XX:+ExitOnOutOfMemoryError")
                    .doesNotContain("TieredStopAtLevel", "UseSerialGC");
        }
    }

    @Test
    void oriel_javaHomeTooOld_takesTheOneOnThePath() throws Exception {
        environment.put("JAVA_HOME", javaHome("old", "17.0.15", true).toString());
        Files.createSymbolicLink(
                tools.resolve("java"), javaHome("path", "22", true).resolve("bin/java"));

        assertThat(oriel("query").out()).startsWith("java path in ");
    }

    @Test
    void oriel_javaOnlyInTheUsualFolders_isFoundByAskingItWhereNoReleaseFileSays() throws Exception {
        javaHome("jvms/java-11", "11.0.2", true);
        javaHome("jvms/java-8", "1.8.0_402", false);
        javaHome("jvms/zulu", "24", false);

        assertThat(oriel("query").out()).startsWith("java zulu in ");
    }

    @Test
    void oriel_noJavaThatFits_saysWhatToInstall() throws Exception {
        environment.put("JAVA_HOME", javaHome("old", "17.0.15", true).toString());

        assertThat(oriel("query"))
                .isEqualTo(new Outcome(
                        2,
                        "",
                        "oriel: java · none of release 21 or newer found · looked at JAVA_HOME, the path and the usual"
                                + " folders · install a JDK, for example Temurin 25, or set JAVA_HOME\n"));
    }

    @Test
    void oriel_throughSymbolicLinks_findsItsHome() throws Exception {
        environment.put("JAVA_HOME", javaHome("one", "25", true).toString());
        Path absolute = Files.createSymbolicLink(workingFolder.resolve("absolute"), home.resolve("oriel"));
        Path relative = Files.createSymbolicLink(workingFolder.resolve("relative"), Path.of("absolute"));

        assertThat(run(absolute, "status").out()).contains(home + "/dev/target/oriel/lib/*");
        assertThat(run(relative, "status").out()).contains(home + "/dev/target/oriel/lib/*");
    }

    @Test
    void oriel_notBuiltAndNoMaven_saysSo() throws Exception {
        environment.put("JAVA_HOME", javaHome("one", "25", true).toString());
        Files.delete(library());

        Outcome outcome = oriel("query");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("not built yet · Maven is not on the path")
                .hasLineCount(1);
    }

    @Test
    void oriel_notBuilt_buildsOnceAndGoesOn() throws Exception {
        environment.put("JAVA_HOME", javaHome("one", "25", true).toString());
        Files.delete(library());
        script(tools.resolve("mvn"), MAVEN);

        Outcome first = oriel("query");
        Outcome second = oriel("query");

        assertThat(first.err()).isEqualTo("oriel: building on first use, which takes a few minutes\n");
        assertThat(first.out()).startsWith("java one in " + workingFolder);
        assertThat(second.err()).isEmpty();
        assertThat(home.resolve("built")).hasContent("mvn -q -B -DskipTests package\n");
    }

    @Test
    void oriel_buildFails_showsTheEndOfItsLog() throws Exception {
        environment.put("JAVA_HOME", javaHome("one", "25", true).toString());
        Files.delete(library());
        script(tools.resolve("mvn"), "echo 'the compiler says no'\nexit 1");

        Outcome outcome = oriel("query");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("the compiler says no\n", "/dev/target/build.log · the build failed · ");
    }

    @Test
    void oriel_sourceIsNewerThanTheJars_buildsAgainOnceAndLeavesOpenJarsAlone() throws Exception {
        environment.put("JAVA_HOME", javaHome("one", "25", true).toString());
        script(tools.resolve("mvn"), MAVEN);
        writeCheckout();
        assertThat(oriel("query").err()).isEmpty();

        for (String changed :
                List.of("pom.xml", "cli/pom.xml", "cli/src/main/java/A.java", "cli/src/main/resources/b")) {
            Files.deleteIfExists(home.resolve("built"));
            age(Duration.ofHours(1));
            Files.setLastModifiedTime(home.resolve(changed), FileTime.from(Instant.now()));

            assertThat(oriel("query").err())
                    .isEqualTo("oriel: building again, because " + changed + " is newer than what was built\n");
            assertThat(home.resolve("built")).hasContent("mvn -q -B -DskipTests package\n");
            assertThat(oriel("query").err()).as("built").isEmpty();
        }
        assertThat(library().getParent()).isDirectoryContaining("glob:**/a.jar");
        assertThat(library()).as("made anew, not written over").doesNotExist();
    }

    @Test
    void oriel_whatIsNoSourceIsNewer_runsWhatIsBuilt() throws Exception {
        environment.put("JAVA_HOME", javaHome("one", "25", true).toString());
        script(tools.resolve("mvn"), MAVEN);
        writeCheckout();
        age(Duration.ofHours(1));
        for (String other : List.of("README.md", "cli/src/test/java/T.java", "docs/pom.xml", ".oriel/src/main/x")) {
            Path file = home.resolve(other);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "x");
        }
        assertThat(oriel("query").err()).isEmpty();

        Files.delete(home.resolve("pom.xml"));
        Files.setLastModifiedTime(home.resolve("cli/src/main/java/A.java"), FileTime.from(Instant.now()));
        assertThat(oriel("query").err())
                .as("an installation without a checkout")
                .isEmpty();
        assertThat(home.resolve("built")).doesNotExist();
    }

    @Test
    void oriel_buildOfNewerSourcesFails_keepsTheJarsAndTriesAgainNextTime() throws Exception {
        environment.put("JAVA_HOME", javaHome("one", "25", true).toString());
        script(tools.resolve("mvn"), "mkdir -p dev/target/oriel/lib\necho 'the compiler says no'\nexit 1");
        writeCheckout();
        age(Duration.ofHours(1));
        Files.setLastModifiedTime(home.resolve("pom.xml"), FileTime.from(Instant.now()));

        assertThat(oriel("query").exitCode()).isEqualTo(2);
        assertThat(library()).exists();
        assertThat(oriel("query").err()).contains("the compiler says no\n");

        Files.delete(tools.resolve("mvn"));
        Outcome without = oriel("query");
        assertThat(without.err())
                .contains(" · Maven is not on the path · running what was built before\n")
                .hasLineCount(1);
        assertThat(without.out()).startsWith("java one in ");
    }

    @Test
    void oriel_anotherBuildIsUnderWay_saysSo() throws Exception {
        environment.put("JAVA_HOME", javaHome("one", "25", true).toString());
        script(tools.resolve("mvn"), MAVEN);
        Files.delete(library());
        Files.createDirectories(home.resolve("dev/target/building"));

        Outcome outcome = oriel("query");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("/dev/target/building · another build is under way · ");
        assertThat(home.resolve("built")).doesNotExist();
    }

    @Test
    void oriel_columnsAreKnown_areHandedOn() throws Exception {
        environment.put("JAVA_HOME", javaHome("one", "25", true).toString());
        environment.put("COLUMNS", "97");
        assertThat(oriel("status").out())
                .contains("-Doriel.columns=97\n")
                .doesNotContain("oriel.terminal", "oriel.input");

        environment.put("COLUMNS", "wide");
        assertThat(oriel("status").out()).doesNotContain("oriel.columns");
    }

    private void writeCheckout() throws IOException {
        for (String file : List.of("pom.xml", "cli/pom.xml", "cli/src/main/java/A.java", "cli/src/main/resources/b")) {
            Files.createDirectories(home.resolve(file).getParent());
            Files.writeString(home.resolve(file), "x");
        }
        age(Duration.ofHours(2));
        Files.setLastModifiedTime(library(), FileTime.from(Instant.now()));
    }

    /** Makes everything in the home older. */
    private void age(Duration by) throws IOException {
        FileTime before = FileTime.from(Instant.now().minus(by));
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, before);
            }
        }
    }

    private Outcome oriel(String... arguments) throws IOException, InterruptedException {
        return run(home.resolve("oriel"), arguments);
    }

    private Outcome run(Path launcher, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
        command.addAll(List.of(arguments));
        Path out = workingFolder.resolveSibling("out");
        Path err = workingFolder.resolveSibling("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workingFolder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Outcome(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    /** A Java home that says its folder's name, where it runs and each argument. */
    private Path javaHome(String path, String version, boolean releaseFile) throws IOException {
        Path javaHome = temporary.toRealPath().resolve(path);
        String name = javaHome.getFileName().toString();
        Files.createDirectories(javaHome.resolve("bin"));
        script(javaHome.resolve("bin/java"), """
                if [ "$1" = -version ]; then echo 'openjdk version "%s" 2026-01-01' >&2; exit 0; fi
                echo "java %s in $PWD"
                printf '%%s\\n' "$@"
                """.formatted(version, name));
        if (releaseFile) {
            Files.writeString(
                    javaHome.resolve("release"),
                    "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"x\"\n");
        }
        return javaHome;
    }

    private Path library() {
        return home.resolve("dev/target/oriel/lib/oriel.jar");
    }

    private void writeLibrary() throws IOException {
        Files.createDirectories(library().getParent());
        Files.createFile(library());
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        makeExecutable(file);
    }

    private static void makeExecutable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
