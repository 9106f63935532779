package dev.oriel.rocksdb;

import dev.oriel.engine.port.StoreException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of a store: whether one may be opened or made in it, and who owns it. */
final class StoreFolder {
    private static final Logger LOG = LoggerFactory.getLogger(StoreFolder.class);

    /** What an attempt to make a store leaves when it dies before the store exists. */
    private static final Pattern LEFT_BY_CREATION =
            Pattern.compile("LOCK|LOG|LOG\\.old\\..*|IDENTITY|MANIFEST-\\d+|\\d+\\.dbtmp|owner\\.pid");

    private static final Pattern OPTIONS_FILE = Pattern.compile("OPTIONS-\\d+");

    private final Path folder;

    StoreFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder if only it is missing, and refuses what cannot be a store.
     *
     * @return whether a store is already in it
     */
    boolean prepare() throws StoreException {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder);
            }
        } catch (FileAlreadyExistsException e) {
            throw problem("is a file, not a folder", "a store is a folder of its own", "name another path", e);
        } catch (NoSuchFileException e) {
            throw problem(
                    "cannot be made", "the folder above it does not exist", "make that folder or name another path", e);
        } catch (IOException e) {
            throw problem("cannot be made", text(e), "name a folder that this process may write to", e);
        }
        if (!Files.isWritable(folder)) {
            throw new StoreException(line(
                    "cannot be written to",
                    "it is read-only for this process, or on a read-only disk",
                    "name a folder that this process may write to"));
        }
        if (Files.exists(folder.resolve("CURRENT"))) {
            return true;
        }
        refuseForeignFiles();
        return false;
    }

    /** Notes this process as the owner, for whoever finds the folder in use. The lock itself is RocksDB's. */
    void noteOwner() {
        try {
            Files.writeString(ownerFile(), Long.toString(ProcessHandle.current().pid()));
        } catch (IOException e) {
            LOG.warn(
                    "{} · cannot note its owner · {} · only the message to a second process is poorer",
                    folder,
                    text(e));
        }
    }

    /** Forgets this process as the owner. */
    void forgetOwner() {
        try {
            Files.deleteIfExists(ownerFile());
        } catch (IOException e) {
            LOG.warn("{} · cannot remove the note of its owner · {} · nothing needs to be done", folder, text(e));
        }
    }

    /** What is known of the owner of a folder that is in use. */
    String owner() {
        try {
            return "its process id is '%s'"
                    .formatted(Files.readString(ownerFile()).strip());
        } catch (IOException e) {
            return "it left no process id (" + text(e) + ")";
        }
    }

    /** The lines of the newest options file, which RocksDB writes with what it really uses. */
    List<String> optionsInUse() throws StoreException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(
                            file -> OPTIONS_FILE.matcher(name(file)).matches())
                    .sorted()
                    .toList();
            return found.isEmpty() ? List.of() : Files.readAllLines(found.getLast());
        } catch (IOException e) {
            throw problem("cannot be read", text(e), "check the disk and the rights of this process", e);
        }
    }

    /** A message of where, what, what is known and what to do. */
    String line(String what, String known, String toDo) {
        return "'%s' · %s · %s · %s".formatted(folder, what, known, toDo);
    }

    StoreException problem(String what, String known, String toDo, Exception cause) {
        return new StoreException(line(what, known, toDo), cause);
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    /* A store that lost its CURRENT file would otherwise be made anew over what is left of it: empty, without a word. */
    private void refuseForeignFiles() throws StoreException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> foreign = files.map(StoreFolder::name)
                    .filter(name -> !LEFT_BY_CREATION.matcher(name).matches())
                    .sorted()
                    .limit(3)
                    .toList();
            if (!foreign.isEmpty()) {
                throw new StoreException(line(
                        "holds files but no store",
                        "it has '%s' and lacks 'CURRENT'".formatted(String.join("', '", foreign)),
                        "name an empty folder; if this was a store, it is damaged: put a copy back, or move it away and let"
                                + " the sources be read again"));
            }
        } catch (IOException e) {
            throw problem("cannot be listed", text(e), "check the disk and the rights of this process", e);
        }
    }

    private Path ownerFile() {
        return folder.resolve("owner.pid");
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String text(Exception e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
