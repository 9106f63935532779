package dev.oriel.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom: each module lists everything it may use, so that a new library is a decision and not an accident. */
class ModuleDirectionsTest {
    private static final String JDK = "java..";
    private static final String JSPECIFY = "org.jspecify.annotations..";
    private static final String SLF4J = "org.slf4j..";
    private static final String JACKSON = "tools.jackson..";
    private static final String HASH4J = "com.dynatrace.hash4j..";
    private static final String SKETCHES = "com.datadoghq.sketch..";
    private static final String KERNEL = "dev.oriel.kernel..";
    private static final String API = "dev.oriel.api..";
    private static final String ENGINE = "dev.oriel.engine..";
    private static final String PORTS = "dev.oriel.engine.port..";
    private static final String EMBEDDED = "dev.oriel.embedded..";
    private static final String SERVER = "dev.oriel.server..";
    private static final String CLI = "dev.oriel.cli..";
    private static final String DEV = "dev.oriel.dev..";
    private static final String TESTKIT = "dev.oriel.testkit..";
    private static final String SPRING = "org.springframework..";
    private static final String SPRING_EXAMPLE = "example.springboot..";

    /** A URL is how a class loader answers where a resource is, and is no socket yet. */
    private static final String FILE_OR_SOCKET =
            "java\\.(nio\\.(file|channels)|sql|net(?!\\.URL$))\\..*|java\\.io\\.(File|RandomAccessFile).*";

    @Test
    void kernel_usesTheJdkAndTwoLibrariesInOneClassEach() {
        onlyUses(
                KERNEL, "it is the ground: measured, fuzzed and reused in every host", JDK, JSPECIFY, HASH4J, SKETCHES);
        onlyUsedBy(HASH4J, "dev.oriel.kernel.aggregation.DistinctSketch");
        onlyUsedBy(SKETCHES, "dev.oriel.kernel.aggregation.LogarithmicBins");
    }

    @Test
    void api_usesNothingButTheJdk() {
        onlyUses(API, "users compile against it, and get no dependency they did not ask for", JDK, JSPECIFY);
    }

    @Test
    void processor_usesTheApiAndTheCompiler() {
        onlyUses(
                "dev.oriel.processor..",
                "it lives on the processor path of somebody else's compiler",
                JDK,
                JSPECIFY,
                API,
                "javax.annotation.processing..",
                "javax.lang.model..",
                "javax.tools..",
                "com.sun.source..",
                "com.palantir.javapoet..");
    }

    @Test
    void engine_usesKernelAndApi() {
        onlyUses(
                ENGINE,
                "it is the product without the outside, testable in one process in milliseconds",
                JDK,
                JSPECIFY,
                KERNEL,
                API,
                JACKSON,
                "com.fasterxml.jackson.annotation..",
                SLF4J);
    }

    @Test
    void kernelApiAndEngine_openNoFileAndNoSocket() {
        noClasses()
                .that()
                .resideInAnyPackage(KERNEL, API, ENGINE)
                .should()
                .dependOnClassesThat()
                .haveNameMatching(FILE_OR_SOCKET)
                .because("the outside comes through a port, so that a simulator can stand in for it")
                .check(Repository.mainClasses());
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void adapter_usesThePortsAndItsOwnLibrary(String adapter) {
        onlyUses(
                "dev.oriel." + adapter + "..",
                "native libraries must not meet, and every adapter can be left off: it knows the ports, what sources share, no other "
                        + "adapter, and nothing above; the api is what values of the ports are typed in",
                JDK,
                JSPECIFY,
                SLF4J,
                "dev.oriel.engine.failpoint..",
                "dev.oriel.engine.source..",
                "dev.oriel.api.definition..",
                PORTS,
                libraryOf(adapter));
    }

    @Test
    void server_usesEngineAndAdapters() {
        String[] below = Stream.concat(
                        Stream.of(JDK, JSPECIFY, SLF4J, JACKSON, API, ENGINE, "io.helidon.."),
                        adapters().map(adapter -> "dev.oriel." + adapter + ".."))
                .toArray(String[]::new);
        onlyUses(SERVER, "it is the network around the engine, and folds no state itself", below);
    }

    @Test
    void embedded_usesTheEngineAndNoAdapter() {
        onlyUses(
                EMBEDDED,
                "who embeds Oriel in memory gets no native library and no client of a broker",
                JDK,
                JSPECIFY,
                SLF4J,
                API,
                ENGINE);
    }

    @Test
    void cli_usesTheServer() {
        onlyUses(
                CLI,
                "commands start and ask servers; what outside systems there are is the server's business",
                JDK,
                JSPECIFY,
                SLF4J,
                JACKSON,
                API,
                ENGINE,
                SERVER,
                "ch.qos.logback..",
                "picocli..",
                "com.github.freva.asciitable..");
    }

    @Test
    void dev_isUsedByNobody() {
        usedByNobodyElse(
                DEV, "a distribution for production leaves it out, and the launcher finds its command by itself");
    }

    @Test
    void testkit_isUsedByTestsOnly() {
        usedByNobodyElse(TESTKIT, "it brings JUnit, which no running server should hold");
    }

    @Test
    void testkit_usesTheEngine() {
        onlyUses(
                TESTKIT,
                "whoever writes a port runs the contracts without the rest of the house",
                JDK,
                JSPECIFY,
                KERNEL,
                API,
                ENGINE,
                "org.junit.jupiter.api..",
                "org.assertj.core..");
    }

    @Test
    void mavenPlugin_usesTheEngine() {
        onlyUses(
                "dev.oriel.maven..",
                "it runs the check that a start runs, within Maven",
                JDK,
                JSPECIFY,
                API,
                ENGINE,
                "org.apache.maven.plugin..",
                "org.apache.maven.plugins.annotations..");
    }

    @Test
    void examples_useTheApiOnly() {
        classes()
                .that()
                .resideInAPackage("example..")
                .and()
                .resideOutsideOfPackage(SPRING_EXAMPLE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("example..", JDK, JSPECIFY, API)
                .because("they are what users write, and users see the api")
                .check(Repository.mainClasses());
    }

    @Test
    void springExample_usesTheEmbeddedPlatform() {
        onlyUses(
                SPRING_EXAMPLE,
                "a service sees the api, the platform that it embeds, and its own framework",
                JDK,
                JSPECIFY,
                API,
                EMBEDDED,
                // The receipts and results that the platform gives.
                ENGINE,
                SPRING);
        noClasses()
                .that()
                .resideOutsideOfPackage(SPRING_EXAMPLE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SPRING)
                .because("no user of Oriel gets a framework with it")
                .check(Repository.mainClasses());
    }

    @Test
    void everyClass_livesInThePackageOfItsModule() {
        List<String> strangers = Repository.mainClasses().stream()
                .filter(type -> Repository.modules().stream()
                        .noneMatch(module -> isCompiledIn(module, type)
                                && (type.getPackageName() + ".").startsWith(packageOf(module) + ".")))
                .map(JavaClass::getFullName)
                .toList();
        assertThat(strangers)
                .as("classes outside the package of their module, where the rules of the module do not see them")
                .isEmpty();
    }

    /** The adapters by the names of their folders, which are the names of their packages too. */
    private static Stream<String> adapters() {
        return Repository.modules().stream()
                .filter(module -> module.startsWith("adapters/"))
                .map(module -> module.substring("adapters/".length()));
    }

    /** An adapter without a line here may use no library at all. */
    private static String libraryOf(String adapter) {
        return switch (adapter) {
            case "arrow" -> "[org.apache.arrow|com.google.flatbuffers]..";
            case "duckdb" -> "org.duckdb..";
            // The parser the engine has anyway: a file's messages hold the time at which they were received.
            case "file" -> "tools.jackson.core..";
            case "kafka" -> "org.apache.kafka..";
            case "rocksdb" -> "org.rocksdb..";
            default -> "java.lang";
        };
    }

    /**
     * {@code dev.oriel.kafka} for {@code adapters/kafka}, {@code example.seeds.windowedstreams} for {@code
     * examples/seeds/windowed-streams}, {@code dev.oriel.maven} for {@code maven-plugin}.
     */
    private static String packageOf(String module) {
        if (module.startsWith("examples/")) {
            return "example."
                    + module.substring("examples/".length()).replace('/', '.').replace("-", "");
        }
        String name = module.substring(module.lastIndexOf('/') + 1);
        return "dev.oriel." + (name.equals("maven-plugin") ? "maven" : name);
    }

    private static boolean isCompiledIn(String module, JavaClass type) {
        Path classes = Repository.ROOT.resolve(module).resolve("target").resolve("classes");
        return type.getSource()
                .map(source -> Path.of(source.getUri()).startsWith(classes))
                .orElse(false);
    }

    private static void onlyUses(String module, String reason, String... used) {
        String[] allowed = Stream.concat(Stream.of(module), Stream.of(used)).toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(module)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed)
                .because(reason)
                .check(Repository.mainClasses());
    }

    private static void onlyUsedBy(String library, String className) {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(className)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because("a library that one class knows can be replaced in one")
                .check(Repository.mainClasses());
    }

    private static void usedByNobodyElse(String module, String reason) {
        noClasses()
                .that()
                .resideOutsideOfPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(module)
                .because(reason)
                .check(Repository.mainClasses());
    }
}
