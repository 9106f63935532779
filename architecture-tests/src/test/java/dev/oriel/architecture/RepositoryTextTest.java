package dev.oriel.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What no file may say. Its patterns are written so that they do not match themselves. */
class RepositoryTextTest {
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w.~}/-])/(?:[w]ork|[r]oot|[h]ome/\\w+|[U]sers/\\w+)/|\\b[A-Z]:\\\\[U]sers\\\\");

    private static final Pattern REGISTRY_HOST = Pattern.compile(
            "[r]epo1?\\.maven\\.apache\\.org|[r]epo1\\.maven\\.org|[r]egistry\\.npmjs\\.org|[p]ypi\\.org|[f]iles\\.pythonhosted\\.org"
                    + "|[p]lugins\\.gradle\\.org|[p]roxy\\.golang\\.org|(?:[i]ndex|[s]tatic)\\.crates\\.io|[r]ubygems\\.org"
                    + "|[a]rtifactory\\.|[n]exus\\.");

    @Test
    void files_doNotNameTheMachineTheyWereWrittenOn() throws IOException {
        assertThat(linesWith(MACHINE_PATH))
                .as("lines with a path of somebody's machine")
                .isEmpty();
    }

    @Test
    void files_doNotNameAPackageRegistry() throws IOException {
        assertThat(linesWith(REGISTRY_HOST))
                .as("lines that name a package registry, which is for the settings of the reader's Maven to choose")
                .isEmpty();
    }

    private static List<String> linesWith(Pattern forbidden) throws IOException {
        var found = new ArrayList<String>();
        for (Path file : Repository.files()) {
            // Any bytes are Latin-1, so that a file which is no text is searched as well; what is looked for is ASCII.
            List<String> lines = Files.readAllLines(Repository.ROOT.resolve(file), StandardCharsets.ISO_8859_1);
            for (int line = 0; line < lines.size(); line++) {
                if (forbidden.matcher(lines.get(line)).find()) {
                    found.add(file + ":" + (line + 1) + " " + lines.get(line).strip());
                }
            }
        }
        return found;
    }
}
