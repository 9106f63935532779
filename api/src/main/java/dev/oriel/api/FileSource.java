package dev.oriel.api;

/**
 * A file of JSON lines, one message a line. Lines that are appended later are read as they come.
 *
 * @param name name of the source
 * @param path the file, relative to the folder the process was started in
 * @param lateArrivalDeadline the longest that record time may be after event time; files have no broker time, so only a
 *     source that is given one refuses late messages
 */
public record FileSource(String name, String path, String lateArrivalDeadline) implements Source {
    /** Checks the deadline. */
    public FileSource {
        Durations.millis(lateArrivalDeadline);
    }

    /** A source that reads the file at {@code path}. */
    public static FileSource of(String name, String path) {
        return new FileSource(name, path, "infinity");
    }
}
