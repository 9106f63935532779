package dev.oriel.api;

import java.util.Optional;

/**
 * A file of messages. Lines that are appended to a file of JSON lines later are read as they come.
 *
 * @param name name of the source
 * @param path the file, relative to the folder the process was started in
 * @param format how messages lie in it
 * @param timeField the field or column, at the top level of a message, that holds the time at which it was received; empty
 *     when nothing says so, and then nothing is late or in the future
 * @param speed how fast event time passes while it is read: 1 as recorded, 60 a minute each second; 0 is as fast as possible,
 *     anything else needs a {@code timeField}
 * @param lateArrivalDeadline the longest that record time may be after event time; only a source with a {@code timeField}
 *     refuses late messages
 */
public record FileSource(
        String name, String path, Format format, Optional<String> timeField, double speed, String lateArrivalDeadline)
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
        return new FileSource(name, path, Format.JSON_LINES, Optional.empty(), 0, "infinity");
    }

    /** The same source in another format. */
    public FileSource format(Format other) {
        return new FileSource(name, path, other, timeField, speed, lateArrivalDeadline);
    }

    /**
     * The same source, whose messages say when they were received: in this field or column, at the top level, as text in ISO
     * 8601 with a zone or as an integer of milliseconds since 1970. A message whose integer is a time in another unit is a dead
     * letter, by name. A message without a readable time has none.
     */
    public FileSource timeField(String field) {
        return new FileSource(name, path, format, Optional.of(field), speed, lateArrivalDeadline);
    }

    /**
     * The same source at another speed: 1 as recorded, 60 a minute each second, 0 as fast as possible. How fast the times of its
     * {@link #timeField} pass.
     */
    public FileSource speed(double times) {
        return new FileSource(name, path, format, timeField, times, lateArrivalDeadline);
    }

    /** The same source with another deadline, a duration. */
    public FileSource lateArrivalDeadline(String deadline) {
        return new FileSource(name, path, format, timeField, speed, deadline);
    }

    /** Empty: a message that cannot be used stays in its file. */
    @Override
    public Optional<String> deadLetters() {
        return Optional.empty();
    }
}
