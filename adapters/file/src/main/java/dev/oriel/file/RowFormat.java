package dev.oriel.file;

import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourceRecord;
import java.util.Arrays;
import java.util.List;

/** Where the rows of a file end, and what record each one is. Each ends with a newline. */
interface RowFormat {
    /**
     * The newline that ends the row that starts at a place.
     *
     * @param to exclusive
     * @return -1 if it is not among these bytes
     */
    int end(byte[] bytes, int from, int to);

    /**
     * Adds the record of a row, if it is one.
     *
     * @param row without its newline; not longer than rows may be
     * @throws SourceException if no row behind this one can be read
     */
    void add(List<SourceRecord> records, long offset, byte[] row) throws SourceException;

    /**
     * Adds what is given of a row that is longer than rows may be.
     *
     * @param bytes begin with the row
     * @param size how many of them are given
     * @throws SourceException if no row behind this one can be read
     */
    default void addLong(List<SourceRecord> records, long offset, byte[] bytes, int size) throws SourceException {
        records.add(refused(offset, bytes, size));
    }

    /* No JSON text may hold a NUL, inside a string or outside: what ends with one cannot be taken for a whole message. */
    static SourceRecord refused(long offset, byte[] bytes, int size) {
        // The byte behind the last one is 0.
        return new SourceRecord(offset, SourceRecord.TIME_UNKNOWN, Arrays.copyOf(Arrays.copyOf(bytes, size), size + 1));
    }
}
