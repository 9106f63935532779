package dev.oriel.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Planted bugs can be planted: each patch still fits the code that it breaks, and names tests that there are. */
final class MutantPatchesTest {
    private static final Path FOLDER = Repository.ROOT.resolve("testing/mutants");
    private static final String CAUGHT_BY = "# caught by: ";
    private static final String FILE = "+++ b/";

    private static List<Path> patches() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".patch"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void mutants_areAtLeastTen() throws IOException {
        assertThat(patches()).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void mutants_fitTheCodeThatTheyBreak() throws IOException {
        for (Path patch : patches()) {
            List<String> lines = Files.readAllLines(patch);
            Path file = lines.stream()
                    .filter(line -> line.startsWith(FILE))
                    .map(line -> Repository.ROOT.resolve(line.substring(FILE.length())))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(patch + " names no file"));
            String code = Files.readString(file);
            List<String> hunks = hunks(lines);
            assertThat(hunks).as("hunks of %s", patch).isNotEmpty();
            for (String before : hunks) {
                assertThat(code)
                        .as("%s does not fit any more: make it again on today's code", patch)
                        .contains(before);
            }
        }
    }

    /** What the code is before the patch, by hunk. */
    private static List<String> hunks(List<String> lines) {
        var hunks = new ArrayList<String>();
        var before = new StringBuilder();
        boolean inHunk = false;
        for (String line : lines) {
            if (line.startsWith("@@")) {
                inHunk = true;
                add(hunks, before);
            } else if (inHunk && (line.startsWith(" ") || line.startsWith("-"))) {
                before.append(line.substring(1)).append('\n');
            }
        }
        add(hunks, before);
        return hunks;
    }

    private static void add(List<String> hunks, StringBuilder before) {
        if (!before.isEmpty()) {
            hunks.add(before.toString());
            before.setLength(0);
        }
    }

    @Test
    void mutants_nameTestsThatThereAre() throws IOException {
        for (Path patch : patches()) {
            String first = Files.readAllLines(patch).getFirst();
            assertThat(first).as("first line of %s", patch).startsWith(CAUGHT_BY);
            for (String test : first.substring(CAUGHT_BY.length()).split(",")) {
                String[] names = test.strip().split("#");
                Path source =
                        Repository.ROOT.resolve("crash-tests/src/test/java/dev/oriel/crash/" + names[0] + ".java");
                assertThat(source).as("test class of %s", patch).exists();
                if (names.length > 1) {
                    assertThat(Files.readString(source)).as("test of %s", patch).contains("void " + names[1] + "(");
                }
            }
        }
    }
}
