package dev.oriel.duckdb;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The files that a path means: one, or those of a folder whose names fit a pattern, in the order of their names. */
final class ParquetFiles {
    private final Path folder;
    private final String name;
    private final boolean isPattern;

    /**
     * Looks at nothing yet.
     *
     * @param path whose last part may hold {@code *}, {@code ?}, {@code [a-z]} and {@code {a,b}}
     */
    ParquetFiles(String path) {
        int slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
        name = path.substring(slash + 1);
        folder = Path.of(slash < 0 ? "" : path.substring(0, slash + 1));
        isPattern = name.chars().anyMatch(character -> "*?[{".indexOf(character) >= 0);
    }

    /**
     * What tells a file from another that took its place.
     *
     * @param key of the file system, where it has one
     */
    record File(Path path, Optional<Object> key, long sizeBytes, FileTime modified) {}

    /**
     * The files that there are now. Names that begin with a dot are no files yet: whoever writes one renames it when it is whole.
     *
     * @throws IOException if the folder, or the one file, is not there
     */
    List<File> list() throws IOException {
        if (!isPattern) {
            return List.of(file(folder.resolve(name)));
        }
        List<Path> paths = new ArrayList<>();
        // A relative path without a folder is one of the working folder.
        Path listed = folder.toString().isEmpty() ? Path.of(".") : folder;
        try (DirectoryStream<Path> found = Files.newDirectoryStream(listed, name)) {
            for (Path path : found) {
                if (Files.isRegularFile(path) && !nameOf(path).startsWith(".")) {
                    paths.add(path);
                }
            }
        }
        paths.sort((one, other) -> nameOf(one).compareTo(nameOf(other)));
        List<File> files = new ArrayList<>();
        for (Path path : paths) {
            files.add(file(path));
        }
        return files;
    }

    private static String nameOf(Path path) {
        return Objects.requireNonNull(path.getFileName()).toString();
    }

    private static File file(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new File(
                path, Optional.ofNullable(attributes.fileKey()), attributes.size(), attributes.lastModifiedTime());
    }
}
