package dev.oriel.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The checkout that these tests stand in: its modules as the root POM lists them, their compiled classes, and every file. */
final class Repository {
    /** The folder that holds the root POM. */
    static final Path ROOT = root();

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final String OWN_MODULE = "architecture-tests";
    /** Modules that hold nothing but test code, so that there is no folder of main classes. */
    private static final Set<String> WITHOUT_MAIN_CODE = Set.of(OWN_MODULE, "bench", "crash-tests", "oracle-tests");
    /** Where JMH puts the loops that it writes around benchmarks, which nobody here can change. */
    private static final String WRITTEN_BY_JMH = "/dev/oriel/bench/jmh_generated/";
    /** What tools write beside the sources; every other folder is somebody's text. */
    private static final Set<String> WRITTEN_BY_TOOLS =
            Set.of(".git", ".oriel", ".idea", ".vscode", ".settings", "target", "node_modules");

    private Repository() {}

    /** The folders of the modules, relative to the root and with forward slashes, in the order of the root POM. */
    static List<String> modules() {
        return MODULE.matcher(read(ROOT.resolve("pom.xml")))
                .results()
                .map((MatchResult module) -> module.group(1))
                .toList();
    }

    /** The class files of the main code of all modules. Throws if a module is not compiled: a rule over nothing would hold. */
    static JavaClasses mainClasses() {
        // Before the holder is loaded: what fails while a class loads is told as a class that cannot be loaded.
        compiled("classes").forEach(Repository::requireFolder);
        return MainClasses.ALL;
    }

    /** The class files of the tests of all modules that people write, these ones included. */
    static JavaClasses testClasses() {
        List<Path> compiled = compiled("test-classes");
        compiled.forEach(Repository::requireFolder);
        return new ClassFileImporter()
                .withImportOption(location -> !location.contains(WRITTEN_BY_JMH))
                .importPaths(compiled);
    }

    /** Every file that people write, relative to the root and sorted by name. */
    static List<Path> files() {
        var found = new ArrayList<Path>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean skipped =
                            WRITTEN_BY_TOOLS.contains(folder.getFileName().toString());
                    return skipped && !folder.equals(ROOT) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()
                            && !WRITTEN_BY_TOOLS.contains(file.getFileName().toString())) {
                        found.add(ROOT.relativize(file));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.stream().sorted().toList();
    }

    /** Every Java source, main and test, relative to the root. */
    static List<Path> javaSources() {
        return files().stream()
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    private static List<Path> compiled(String folder) {
        return modules().stream()
                .filter(module -> folder.startsWith("test") || !WITHOUT_MAIN_CODE.contains(module))
                .map(module -> ROOT.resolve(module).resolve("target").resolve(folder))
                .toList();
    }

    private static void requireFolder(Path classes) {
        if (!Files.isDirectory(classes)) {
            throw new IllegalStateException(classes + " · is missing · these rules read the classes of all modules"
                    + " · build the whole repository with 'mvn verify'");
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(folder.resolve(OWN_MODULE).resolve("pom.xml"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException(Path.of("").toAbsolutePath() + " · is not inside a checkout of Oriel"
                        + " · no folder above it holds '" + OWN_MODULE + "' · run the tests from the checkout");
            }
            folder = parent;
        }
        return folder;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Read once for all rules, when the first one asks. */
    private static final class MainClasses {
        private static final JavaClasses ALL = new ClassFileImporter().importPaths(compiled("classes"));
    }
}
