package dev.oriel.api;

import java.util.Optional;

/**
 * A file of messages. Lines that are appended to a file of JSON lines later are read as they come.
 *
 * @param name name of the source
 * @param path the file, relative to the folder the process was started in
 * @param format how messages lie in it
 * @param speed how fast event time passes while it is read: 1 as recorded, 60 a minute each second; 0 is as fast as possible
 * @param lateArrivalDeadline the longest that record time may be after event time; files have no broker time, so only a
 *     source that is given one refuses late messages
 */
public record FileSource(String name, String path, Format format, double speed, String lateArrivalDeadline)
        implements Source {
    /** How messages lie in a file. */
    public enum Format {
        /** One JSON object a line. */
        JSON_LINES,
        /** Values separated by commas, their names in the first line. */
        CSV,
        /** Rows of an Apache Parquet file. */
        PARQUET
    }

    /** A source that reads the JSON lines of the file at {@code path}, as fast as possible. */
    public static FileSource of(String name, String path) {
        return new FileSource(name, path, Format.JSON_LINES, 0, "infinity");
    }

    /** The same source in another format. */
    public FileSource format(Format other) {
        return new FileSource(name, path, other, speed, lateArrivalDeadline);
    }

    /** The same source at another speed: 1 as recorded, 60 a minute each second, 0 as fast as possible. */
    public FileSource speed(double times) {
        return new FileSource(name, path, format, times, lateArrivalDeadline);
    }

    /** The same source with another deadline, a duration. */
    public FileSource lateArrivalDeadline(String deadline) {
        return new FileSource(name, path, format, speed, deadline);
    }

    /** Empty: a message that cannot be used stays in its file. */
    @Override
    public Optional<String> deadLetters() {
        return Optional.empty();
    }
}
