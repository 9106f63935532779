package dev.oriel.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds source files by their simple names. */
final class SourceFiles {
    private final List<Path> roots;

    SourceFiles(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /** The path of a file; its simple name as given where none or several are called so. */
    String path(String simpleName) throws IOException {
        var found = new ArrayList<Path>();
        for (Path root : roots) {
            if (Files.isDirectory(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    files.filter(file -> file.endsWith(simpleName)).forEach(found::add);
                }
            }
        }
        return found.size() == 1 ? found.getFirst().toString() : simpleName;
    }
}
