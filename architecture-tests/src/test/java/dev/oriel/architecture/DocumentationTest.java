package dev.oriel.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the documentation says against what the repository holds: its code is compiled code, its links lead somewhere, the
 * tests and limits that it names are there, and no numbered behaviour that has a test is left out.
 */
final class DocumentationTest {
    private static final Path ROOT = root();

    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```(\\w*)[^\\n]*\\n(.*?)^ *```");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([BDICX]\\d+[^|]*)\\|(.*)$");
    private static final Pattern NUMBER = Pattern.compile("[BDICX]\\d+");
    private static final Pattern TEST_NAME = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final Pattern METHOD = Pattern.compile("\\bvoid (\\w+)\\(");
    private static final Pattern CONSTANT = Pattern.compile("`([A-Z]\\w+)\\.(\\w+)`");
    private static final Pattern ROUTE = Pattern.compile("new Route\\(\\s*Method\\.(\\w+),\\s*\"([^\"]+)\"");
    private static final Pattern COMMAND = Pattern.compile("@Command\\(\\s*name = \"(\\w+)\"");

    @Test
    void code_everyJavaBlock_isARegionOfCompiledSource() {
        List<String> compiled = sources(path -> isUnder(path, "examples") || isTest(path)).values().stream()
                .map(source -> "\n" + unindented(source) + "\n")
                .toList();
        List<String> wrong = new ArrayList<>();
        int blocks = 0;
        for (Map.Entry<Path, String> page : pages().entrySet()) {
            for (MatchResult fence : matches(FENCE, page.getValue())) {
                if (fence.group(1).equals("java")) {
                    blocks++;
                    String region = "\n" + unindented(fence.group(2)) + "\n";
                    if (compiled.stream().noneMatch(source -> source.contains(region))) {
                        wrong.add(page.getKey() + ": no compiled source holds the block that begins with '"
                                + fence.group(2).strip().lines().findFirst().orElse("") + "'");
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(blocks).as("blocks looked at").isGreaterThan(5);
    }

    @Test
    void links_everyRelativeOne_leadsToAFileAndAHeading() {
        List<String> wrong = new ArrayList<>();
        pages().forEach((page, text) -> {
            for (MatchResult link : matches(LINK, FENCE.matcher(text).replaceAll(""))) {
                String target = link.group(1);
                if (!target.matches("[a-z]+:.*") && !leadsSomewhere(page, target)) {
                    wrong.add(page + ": " + target);
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void behaviours_everyTestNamed_exists() {
        Map<String, Set<String>> tests = tests();
        String page = behaviours();
        List<String> wrong = new ArrayList<>();
        for (MatchResult named : matches(TEST_NAME, page)) {
            Set<String> methods = tests.getOrDefault(named.group(1), Set.of());
            if (methods.stream().noneMatch(method -> method.startsWith(named.group(2)))) {
                wrong.add(named.group());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(matches(ROW, page))
                .allSatisfy(row -> assertThat(row.group())
                        .as("a row names its test, or says that it has none")
                        .containsPattern(TEST_NAME.pattern() + "|no test"));
    }

    @Test
    void behaviours_everyNumberInATestName_hasARow() {
        Set<String> listed = matches(ROW, behaviours()).stream()
                .flatMap(row -> numbers(row.group(1)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> missing = new TreeSet<>();
        tests().forEach((type, methods) -> methods.forEach(method -> numbers(method.replace('_', ' ')).stream()
                .filter(number -> !listed.contains(number))
                .forEach(number -> missing.add(number + " of " + type + "#" + method))));
        assertThat(missing).isEmpty();
        assertThat(listed).hasSizeGreaterThan(80);
    }

    @Test
    void limits_everyConstantNamed_exists() {
        Map<Path, String> sources = sources(path -> !isTest(path));
        String page = page("docs/reference/limits.md");
        List<String> wrong = new ArrayList<>();
        for (MatchResult named : matches(CONSTANT, page)) {
            boolean found = sources.entrySet().stream()
                    .filter(source -> source.getKey().endsWith(named.group(1) + ".java"))
                    .anyMatch(source -> Pattern.compile("\\b" + named.group(2) + "\\b")
                            .matcher(source.getValue())
                            .find());
            if (!found) {
                wrong.add(named.group());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(matches(CONSTANT, page)).as("constants looked at").hasSizeGreaterThan(20);
    }

    @Test
    void reference_everyRouteAndCommand_isDescribed() {
        Map<Path, String> sources = sources(path -> !isTest(path));
        String http = page("docs/reference/http.md");
        String commandLine = page("docs/reference/command-line.md");
        List<String> missing = new ArrayList<>();
        int found = 0;
        for (String source : sources.values()) {
            for (MatchResult route : matches(ROUTE, source)) {
                found++;
                String name = route.group(1) + " " + route.group(2);
                if (!http.contains("## `" + name + "`")) {
                    missing.add(name);
                }
            }
            for (MatchResult command : matches(COMMAND, source)) {
                found++;
                if (!commandLine.contains(command.group(1) + "`\n")) {
                    missing.add("oriel " + command.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(found).as("routes and commands looked at").isGreaterThan(10);
    }

    /** Test methods by the simple name of their class; those of contract suites are in main sources. */
    private static Map<String, Set<String>> tests() {
        Map<String, Set<String>> tests = new LinkedHashMap<>();
        sources(path -> isTest(path) || isUnder(path, "testkit")).forEach((path, source) -> {
            Set<String> methods = tests.computeIfAbsent(
                    String.valueOf(path.getFileName()).replace(".java", ""), unused -> new TreeSet<>());
            matches(METHOD, source).forEach(method -> methods.add(method.group(1)));
        });
        return tests;
    }

    private static boolean leadsSomewhere(Path page, String target) {
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        Path path = file.isEmpty() ? page : page.resolveSibling(file);
        if (!Files.exists(path)) {
            return false;
        }
        return hash < 0 || headings(read(path)).contains(target.substring(hash + 1));
    }

    /** Headings as web pages name them: lower case, blanks to hyphens, other signs left out. */
    private static Set<String> headings(String text) {
        return matches(HEADING, text).stream()
                .map(heading -> heading.group(1)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static List<String> numbers(String text) {
        return matches(Pattern.compile("\\b" + NUMBER.pattern() + "\\b"), text).stream()
                .map(MatchResult::group)
                .toList();
    }

    private static String behaviours() {
        return page("docs/reference/behaviours.md");
    }

    private static String page(String path) {
        return read(ROOT.resolve(path));
    }

    private static Map<Path, String> pages() {
        Map<Path, String> pages = files(ROOT.resolve("docs"), ".md");
        for (String name : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
            pages.put(ROOT.resolve(name), page(name));
        }
        return pages;
    }

    private interface Choice {
        boolean takes(Path path);
    }

    private static Map<Path, String> sources(Choice choice) {
        Map<Path, String> sources = files(ROOT, ".java");
        sources.keySet().removeIf(path -> !choice.takes(ROOT.relativize(path)));
        return sources;
    }

    private static boolean isTest(Path path) {
        return path.toString().replace('\\', '/').contains("/src/test/java/");
    }

    private static boolean isUnder(Path path, String folder) {
        return path.startsWith(folder);
    }

    /** Files of the repository by path, without what the build made. */
    private static Map<Path, String> files(Path folder, String ending) {
        try (Stream<Path> paths = Files.walk(folder)) {
            Map<Path, String> files = new LinkedHashMap<>();
            paths.filter(path -> path.toString().endsWith(ending))
                    .filter(path -> !ROOT.relativize(path).toString().matches("(.*[/\\\\])?target[/\\\\].*"))
                    .sorted()
                    .forEach(path -> files.put(path, read(path)));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().toList();
    }

    private static String unindented(String code) {
        return code.strip().lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder above this module that holds the POM of all modules. */
    private static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path pom = folder.resolve("pom.xml");
            if (Files.exists(pom) && read(pom).contains("<modules>")) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "no folder above '" + Path.of("").toAbsolutePath() + "' holds the POM of all modules");
    }
}
