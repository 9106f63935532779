package dev.oriel.log;

import dev.oriel.engine.port.SourceException;
import java.io.IOException;
import java.nio.file.Path;

/** The errors of one log, in words for its operator. */
final class Problems {
    private final String source;
    private final Path folder;

    Problems(String source, Path folder) {
        this.source = source;
        this.folder = folder;
    }

    SourceException problem(String what, String known, String toDo) {
        return new SourceException(text(what, known, toDo));
    }

    SourceException failed(String what, IOException cause, String toDo) {
        return new SourceException(text(what, cause.toString(), toDo), cause);
    }

    SourceException unreadable(IOException cause) {
        return failed("cannot be read", cause, "check the disk and the rights of this process");
    }

    SourceException damaged(Path file, long position, String known) {
        return problem(
                "is damaged",
                "file '%s' does not hold at byte '%d' what was written there: %s"
                        .formatted(file.getFileName(), position, known),
                "restore the folder from a copy, or move it away, which loses what was sent and not yet committed, and seek"
                        + " the beginning of the new log");
    }

    SourceException notHeld(long offset, long firstOffset, long endOffset) {
        return problem(
                "cannot be read from offset '%d'".formatted(offset),
                "it holds offsets from '%d' to before '%d'; committed ones are deleted"
                        .formatted(firstOffset, endOffset),
                "restore the folder that belongs to the positions, or seek a position that is held");
    }

    SourceException notOpen() {
        return problem("is not open", "messages are taken while the source is read", "start reading the source first");
    }

    SourceException unknown(IOException cause) {
        return failed(
                "could not be written",
                cause,
                "whether messages being sent are kept is unknown: free or repair the disk, then open the log again");
    }

    String text(String what, String known, String toDo) {
        return "source '%s' · its log '%s' %s · %s · %s".formatted(source, folder, what, known, toDo);
    }
}
