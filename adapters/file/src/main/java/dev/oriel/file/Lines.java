package dev.oriel.file;

import dev.oriel.engine.port.SourceRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The complete lines of a file, part by part, from one offset on. */
final class Lines {
    private static final byte NEWLINE = '\n';
    private static final byte CARRIAGE_RETURN = '\r';

    private final int lineBytesMax;
    private final byte[] buffer;
    private long nextOffset;

    /** No line ends between {@link #nextOffset} and here. */
    private long searchedTo;

    /**
     * @param lineBytesMax the longest line that is given whole, without its end
     * @param offset start of a line
     */
    Lines(int lineBytesMax, long offset) {
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
     * @return records of the complete lines found, which are none when all were empty or no line ended; {@link #nextOffset}
     *     tells which
     */
    List<SourceRecord> read(RandomAccessFile file) throws IOException {
        int size = fill(file, nextOffset);
        var records = new ArrayList<SourceRecord>();
        long base = nextOffset;
        int from = 0;
        for (int at = 0; at < size; at++) {
            if (buffer[at] == NEWLINE) {
                addLine(records, base + from, Arrays.copyOfRange(buffer, from, at));
                from = at + 1;
            }
        }
        nextOffset = base + from;
        searchedTo = Math.max(searchedTo, nextOffset);
        if (size < buffer.length) {
            searchedTo = Math.max(searchedTo, base + size);
        } else if (from == 0) {
            readLongLine(file, records);
        }
        return records;
    }

    private void addLine(List<SourceRecord> records, long offset, byte[] line) {
        boolean returned = line.length > 0 && line[line.length - 1] == CARRIAGE_RETURN;
        byte[] value = returned ? Arrays.copyOf(line, line.length - 1) : line;
        if (value.length > lineBytesMax) {
            records.add(cut(offset, value));
        } else if (value.length > 0) {
            records.add(new SourceRecord(offset, SourceRecord.TIME_UNKNOWN, value));
        }
    }

    /* Searches for the end of a line that is longer than the buffer, in parts, and not again what was searched before. */
    private void readLongLine(RandomAccessFile file, List<SourceRecord> records) throws IOException {
        byte[] start = buffer.clone();
        searchedTo = Math.max(searchedTo, nextOffset + buffer.length);
        int size = fill(file, searchedTo);
        while (size > 0) {
            for (int at = 0; at < size; at++) {
                if (buffer[at] == NEWLINE) {
                    records.add(cut(nextOffset, start));
                    nextOffset = searchedTo + at + 1;
                    searchedTo = nextOffset;
                    return;
                }
            }
            searchedTo += size;
            size = fill(file, searchedTo);
        }
    }

    /* No JSON text may hold a NUL, inside a string or outside: what was cut cannot be taken for a whole message. */
    private SourceRecord cut(long offset, byte[] line) {
        byte[] value = Arrays.copyOf(line, lineBytesMax + 1);
        value[lineBytesMax] = 0;
        return new SourceRecord(offset, SourceRecord.TIME_UNKNOWN, value);
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
