package dev.oriel.file;

import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourceRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The complete rows of a file, part by part, from one offset on. Mostly a row is a line; what it is says its format. */
final class Lines {
    static final byte NEWLINE = '\n';
    private static final byte CARRIAGE_RETURN = '\r';

    private final RowFormat format;
    private final int lineBytesMax;
    private final byte[] buffer;
    private long nextOffset;

    /** No row ends between {@link #nextOffset} and here. */
    private long searchedTo;

    /**
     * @param lineBytesMax the longest row that is given whole, without its end
     * @param offset start of a row
     */
    Lines(RowFormat format, int lineBytesMax, long offset) {
        this.format = format;
        this.lineBytesMax = lineBytesMax;
        buffer = new byte[lineBytesMax + 2];
        nextOffset = offset;
        searchedTo = offset;
    }

    /** Where the next line starts. */
    long nextOffset() {
        return nextOffset;
    }

    /** Whether bytes up to a size were looked at, so that only new ones can hold the end of a line. */
    boolean isSearchedTo(long sizeBytes) {
        return searchedTo >= sizeBytes;
    }

    /** Bytes below a size in which lines may end. */
    long unsearchedBytes(long sizeBytes) {
        return Math.max(0, sizeBytes - searchedTo);
    }

    /**
     * Reads on.
     *
     * @return records of the complete rows found, which are none when all were empty or no row ended; {@link #nextOffset}
     *     tells which
     * @throws SourceException if what follows cannot be read
     */
    List<SourceRecord> read(RandomAccessFile file) throws IOException, SourceException {
        int size = fill(file, nextOffset);
        var records = new ArrayList<SourceRecord>();
        long base = nextOffset;
        int from = 0;
        int end = format.end(buffer, from, size);
        while (end >= 0) {
            addRow(records, base + from, Arrays.copyOfRange(buffer, from, end));
            from = end + 1;
            end = format.end(buffer, from, size);
        }
        nextOffset = base + from;
        searchedTo = Math.max(searchedTo, nextOffset);
        if (size < buffer.length) {
            searchedTo = Math.max(searchedTo, base + size);
        } else if (from == 0) {
            readLongRow(file, records);
        }
        return records;
    }

    /** Place of the first newline; -1 without one. */
    static int newline(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == NEWLINE) {
                return at;
            }
        }
        return -1;
    }

    private void addRow(List<SourceRecord> records, long offset, byte[] line) throws SourceException {
        boolean returned = line.length > 0 && line[line.length - 1] == CARRIAGE_RETURN;
        byte[] row = returned ? Arrays.copyOf(line, line.length - 1) : line;
        if (row.length > lineBytesMax) {
            format.addLong(records, offset, row, lineBytesMax);
        } else {
            format.add(records, offset, row);
        }
    }

    /*
     * A row longer than the buffer ends with its first line: a quote that is not closed must cost a line, not the rest of the
     * file. Searches for that end in parts, and not again what was searched before.
     */
    private void readLongRow(RandomAccessFile file, List<SourceRecord> records) throws IOException, SourceException {
        int newline = newline(buffer, 0, buffer.length);
        if (newline >= 0) {
            format.addLong(records, nextOffset, buffer, Math.min(newline, lineBytesMax));
            nextOffset += newline + 1;
            searchedTo = nextOffset;
            return;
        }
        byte[] start = buffer.clone();
        searchedTo = Math.max(searchedTo, nextOffset + buffer.length);
        int size = fill(file, searchedTo);
        while (size > 0) {
            int end = newline(buffer, 0, size);
            if (end >= 0) {
                format.addLong(records, nextOffset, start, lineBytesMax);
                nextOffset = searchedTo + end + 1;
                searchedTo = nextOffset;
                return;
            }
            searchedTo += size;
            size = fill(file, searchedTo);
        }
    }

    private int fill(RandomAccessFile file, long offset) throws IOException {
        file.seek(offset);
        int size = 0;
        int read = 0;
        while (read >= 0 && size < buffer.length) {
            size += read;
            read = file.read(buffer, size, buffer.length - size);
        }
        return size;
    }
}
