package dev.oriel.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.port.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of stores whose files were damaged, and what may become of them. */
final class DamagedStores {
    private DamagedStores() {}

    /** The position it opened at, after everything in it was found to follow from that; 0 when it refused by name. */
    static long assertOpensExactlyOrRefuses(Path folder, String hint) throws Exception {
        try (RocksStore store = RocksStore.open(folder)) {
            return CommittedState.assertFollowsFromPosition(store, hint);
        } catch (StoreException e) {
            assertThat(e).as(hint).hasMessageContaining(folder.toString()).hasMessageContaining("is damaged");
            return 0;
        }
    }

    /** Logs that hold something, oldest first. */
    static List<Path> logs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .filter(file -> file.toFile().length() > 0)
                    .sorted()
                    .toList();
        }
    }

    static Path copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
        return to;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
