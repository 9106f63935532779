package dev.oriel.file;

import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.source.SingleLogSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of messages, read from any of them on and followed as rows are appended.
 *
 * <p>The file is partition 0. A record's offset is that of its row's first byte, and reading goes on behind the row's end. A
 * row ends with a newline, before which one carriage return is left out; in CSV a newline in quotes is part of a value. A last
 * row without a newline waits for it. Empty rows are no records. The bytes of a JSON line are given as they are; what a row of
 * CSV becomes says {@link FileFormat#CSV}.
 *
 * <p>What cannot be a message becomes a record of its bytes and a NUL, which no JSON decoder takes, so that it ends among the
 * dead letters: the first {@code lineBytesMax} bytes of a longer row, and a row of CSV with a wrong number of values or with
 * something behind a closing quote. A quote that is not closed within {@code lineBytesMax} bytes costs its first line.
 *
 * <p>A file keeps no time for its rows: every record has {@link SourceRecord#TIME_UNKNOWN}.
 *
 * <p>Rows may only be appended. A file that is gone, was replaced, or is shorter than what was read of it ends the source with
 * an error. A file that was rewritten in place is noticed only when no line ends where reading goes on.
 */
public final class FileEventSource extends SingleLogSource {
    /** Longest line by default, in bytes without its end. */
    public static final int LINE_BYTES_MAX_DEFAULT = 1 << 20;

    /** Most that the longest line may be set to. */
    public static final int LINE_BYTES_MAX_LIMIT = 256 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(FileEventSource.class);

    /** How long a waiting poll leaves the file alone before it looks again. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Path path;
    private final FileFormat format;
    private final int lineBytesMax;

    private Optional<Reading> reading = Optional.empty();

    /** As of the last poll, for whichever thread asks. */
    private volatile long lagRecords;

    /** A source of JSON lines up to {@link #LINE_BYTES_MAX_DEFAULT}. */
    public FileEventSource(String name, Path path) {
        this(name, path, FileFormat.JSON_LINES, LINE_BYTES_MAX_DEFAULT);
    }

    /**
     * A source that is not yet open; touches nothing.
     *
     * @param name name of the source
     * @param path the file
     * @param format how messages lie in it
     * @param lineBytesMax the longest row that is given whole, in bytes without its end; about as much memory is held
     * @throws IllegalArgumentException if {@code lineBytesMax} is not from 1 to {@link #LINE_BYTES_MAX_LIMIT}
     */
    public FileEventSource(String name, Path path, FileFormat format, int lineBytesMax) {
        super(name);
        if (lineBytesMax < 1 || lineBytesMax > LINE_BYTES_MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "source '%s' · lineBytesMax is '%d' · from '1' to '%d' is possible · choose a number between them"
                            .formatted(name, lineBytesMax, LINE_BYTES_MAX_LIMIT));
        }
        this.path = path;
        this.format = format;
        this.lineBytesMax = lineBytesMax;
    }

    @Override
    public void open(Map<SourcePartition, Long> nextOffsets) throws SourceException {
        Reading opened = openChecked(nextOffsets.getOrDefault(partition(), 0L));
        close();
        goOn(opened);
    }

    private void goOn(Reading opened) {
        reading = Optional.of(opened);
        lagRecords = opened.lagRecords();
    }

    private Reading openChecked(long offset) throws SourceException {
        if (!Files.isRegularFile(path)) {
            throw problem(
                    Files.exists(path) ? "is not a file" : "does not exist",
                    "a file source reads one file",
                    "make the file, which may be empty, or correct the path of the source");
        }
        Reading opened = openAt(offset);
        boolean checked = false;
        try {
            check(opened);
            checked = true;
        } finally {
            if (!checked) {
                opened.close();
            }
        }
        return opened;
    }

    @Override
    public List<RecordBatch> poll(Duration timeout) throws SourceException {
        Reading current = reading.orElseThrow(() -> new IllegalStateException(
                "source '%s' is polled before it is open".formatted(partition().source())));
        return gate.look(() -> look(current), timeout, LOOK_NANOS);
    }

    private List<RecordBatch> look(Reading current) throws SourceException {
        check(current);
        List<RecordBatch> found = gate.isPaused() ? List.of() : read(current);
        lagRecords = current.lagRecords();
        return found;
    }

    /**
     * An estimate: the bytes behind this reader as of the last poll, divided by the mean length of the lines it has given, or
     * 1 if there were none. 0 only when every complete line was given.
     */
    @Override
    public long lagRecords() {
        return lagRecords;
    }

    @Override
    protected void moveTo(long offset) throws SourceException {
        Reading moved = openChecked(offset);
        close();
        goOn(moved);
    }

    @Override
    protected long firstOffset() {
        return 0;
    }

    /** {@inheritDoc} Lines have no time. */
    @Override
    protected long firstAtOrAfter(Instant time) throws SourceException {
        throw problem(
                "keeps no times",
                "'%s' cannot be found in it".formatted(time),
                "give an offset, the beginning or the end");
    }

    /* Behind the last complete row: that is found from a place where a row is known to start, which is where reading is. */
    @Override
    protected long endOffset() throws SourceException {
        long offset = reading.map(current -> current.lines.nextOffset()).orElse(0L);
        Reading scan = openChecked(offset);
        try {
            while (!scan.lines.isSearchedTo(scan.sizeBytes)) {
                scan.lines.read(scan.file);
            }
            return scan.lines.nextOffset();
        } catch (IOException e) {
            throw unreadable(e);
        } finally {
            scan.close();
        }
    }

    @Override
    public void close() {
        reading.ifPresent(Reading::close);
        reading = Optional.empty();
    }

    private List<RecordBatch> read(Reading current) throws SourceException {
        long before = current.lines.nextOffset();
        if (current.lines.isSearchedTo(current.sizeBytes)) {
            return List.of();
        }
        try {
            List<SourceRecord> records = current.lines.read(current.file);
            current.records += records.size();
            long after = current.lines.nextOffset();
            return after == before ? List.of() : List.of(new RecordBatch(partition(), before, records, after));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Reading openAt(long offset) throws SourceException {
        // Not a channel: that is closed for good by an interrupt of the thread that reads.
        try {
            var file = new RandomAccessFile(path.toFile(), "r");
            return new Reading(file, fileKey(), lines(file, offset), offset);
        } catch (FileNotFoundException e) {
            throw problem(
                    "cannot be opened", String.valueOf(e.getMessage()), "give this process the right to read it", e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /* Rows of CSV have their names in the first one, wherever reading starts. */
    private Lines lines(RandomAccessFile file, long offset) throws IOException, SourceException {
        return switch (format) {
            case JSON_LINES -> new Lines(new JsonLines(), lineBytesMax, offset);
            case CSV -> {
                var rows = new CsvRows(
                        "source '%s' · its file '%s'".formatted(partition().source(), path));
                if (offset > 0) {
                    rows.readHeader(file, lineBytesMax);
                }
                yield new Lines(rows, lineBytesMax, offset);
            }
        };
    }

    /* The log must still be the one whose positions are kept: long enough, the same file, and with a line's end there. */
    private void check(Reading current) throws SourceException {
        long offset = current.lines.nextOffset();
        try {
            if (!fileKey().equals(current.fileKey)) {
                throw problem(
                        "was replaced by another file",
                        "reading had come to byte '%d' of the former".formatted(offset),
                        "put the former file back, or read the new one as a new source");
            }
            current.sizeBytes = current.file.length();
            if (current.sizeBytes < current.sizeBytesMax || current.sizeBytes < offset || offset < 0) {
                throw problem(
                        "is shorter than what was read of it",
                        "it has '%d' bytes, and reading goes on at byte '%d'".formatted(current.sizeBytes, offset),
                        "put the lines back, or read the file as a new source");
            }
            current.sizeBytesMax = current.sizeBytes;
            if (offset > 0 && !endsLineBefore(current.file, offset)) {
                throw problem(
                        "does not hold what was read of it",
                        "reading goes on at byte '%d', where no line starts".formatted(offset),
                        "put the former lines back, or read the file as a new source");
            }
        } catch (NoSuchFileException e) {
            throw problem(
                    "is gone",
                    "reading had come to byte '%d'".formatted(offset),
                    "put the file back, or remove the source",
                    e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static boolean endsLineBefore(RandomAccessFile file, long offset) throws IOException {
        file.seek(offset - 1);
        return file.read() == '\n';
    }

    /* What tells this file from another at the same path; nothing on systems that do not say. */
    private Optional<Object> fileKey() throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    }

    private SourceException unreadable(IOException e) {
        return problem(
                "cannot be read", String.valueOf(e.getMessage()), "check the disk and the rights of this process", e);
    }

    private SourceException problem(String what, String known, String toDo) {
        return new SourceException(message(what, known, toDo));
    }

    private SourceException problem(String what, String known, String toDo, Exception cause) {
        return new SourceException(message(what, known, toDo), cause);
    }

    private String message(String what, String known, String toDo) {
        return "source '%s' · its file '%s' %s · %s · %s".formatted(partition().source(), path, what, known, toDo);
    }

    /** An open file and how far it was read. */
    private static final class Reading {
        private final RandomAccessFile file;
        private final Optional<Object> fileKey;
        private final Lines lines;
        private final long startOffset;
        private long records;
        private long sizeBytes;
        private long sizeBytesMax;

        Reading(RandomAccessFile file, Optional<Object> fileKey, Lines lines, long offset) {
            this.file = file;
            this.fileKey = fileKey;
            this.lines = lines;
            startOffset = offset;
        }

        long lagRecords() {
            long behindBytes = lines.unsearchedBytes(sizeBytes);
            if (behindBytes == 0 || records == 0) {
                return Math.min(behindBytes, 1);
            }
            long meanBytes = Math.max(1, (lines.nextOffset() - startOffset) / records);
            return Math.max(1, behindBytes / meanBytes);
        }

        void close() {
            try {
                file.close();
            } catch (IOException e) {
                // Nothing was written: a reader that fails to close has lost nothing, and its handle is gone either
                // way.
                LOG.debug("file could not be closed", e);
            }
        }
    }
}
