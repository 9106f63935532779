package dev.oriel.duckdb;

import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.source.SingleLogSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows of Parquet files as JSON records: {@code {"id":7,"at":"2026-01-01T10:00:00.000000Z"}}. Names of columns stay as they are,
 * times are ISO 8601 in UTC, bytes base64, decimals of more than 15 digits texts; a column without a value is {@code null}.
 *
 * <p>All rows are partition 0. A record's offset is the number of its row, counted through the files in the order of their
 * names. A Parquet file cannot be appended to: its end is its end. Where the path is a pattern, further files are read as they
 * come, as long as their names follow those of all others; a file must come whole, by being renamed from a name that begins
 * with a dot or does not fit.
 *
 * <p>A file keeps no time for its rows: every record has {@link SourceRecord#TIME_UNKNOWN}. A file that is gone, was replaced,
 * or came before others ends the source with an error, and so do fewer rows than were read. What happened while the source was
 * not open is noticed only by the number of rows.
 */
public final class ParquetEventSource extends SingleLogSource {
    private static final Logger LOG = LoggerFactory.getLogger(ParquetEventSource.class);

    /** How long a waiting poll leaves the folder alone before it looks again. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final String path;
    private final ParquetFiles files;

    private @Nullable ParquetRows rows;
    private final List<Counted> known = new ArrayList<>();
    private boolean inFile;
    private volatile long next;
    private volatile long end;

    /** A file, and the offset behind its last row. */
    private record Counted(ParquetFiles.File file, long end) {}

    /**
     * A source that is not yet open; touches nothing.
     *
     * @param name name of the source
     * @param path a file, or a pattern in the last part of a path: {@code history/transactions-*.parquet}
     */
    public ParquetEventSource(String name, String path) {
        super(name);
        this.path = path;
        files = new ParquetFiles(path);
    }

    /** {@inheritDoc} Cost: the footer of every file is read, and the rows of one file before the position. */
    @Override
    public void open(Map<SourcePartition, Long> nextOffsets) throws SourceException {
        close();
        try {
            rows = new ParquetRows();
        } catch (SQLException e) {
            throw unreadable(e.getMessage(), e);
        }
        boolean opened = false;
        try {
            look();
            goTo(nextOffsets.getOrDefault(partition(), 0L));
            opened = true;
        } finally {
            if (!opened) {
                close();
            }
        }
    }

    private void goTo(long offset) throws SourceException {
        if (offset < 0 || offset > end) {
            throw problem(
                    "has fewer rows than were read of it",
                    "it has '%d' rows, and reading goes on at row '%d'".formatted(end, offset),
                    "put the former files back, or read these as a new source");
        }
        next = offset;
        inFile = false;
    }

    @Override
    public List<RecordBatch> poll(Duration timeout) throws SourceException {
        if (rows == null) {
            throw new IllegalStateException("source '%s' is polled before it is open"
                    .formatted(partition().source()));
        }
        return gate.look(
                () -> {
                    look();
                    return gate.isPaused() || next == end ? List.of() : read();
                },
                timeout,
                LOOK_NANOS);
    }

    @Override
    public long lagRecords() {
        return Math.max(0, end - next);
    }

    @Override
    protected void moveTo(long offset) throws SourceException {
        look();
        goTo(offset);
    }

    @Override
    protected long firstOffset() {
        return 0;
    }

    @Override
    protected long endOffset() throws SourceException {
        look();
        return end;
    }

    /** {@inheritDoc} Rows have no time of receipt. */
    @Override
    protected long firstAtOrAfter(Instant time) throws SourceException {
        throw problem(
                "keeps no times",
                "'%s' cannot be found in it".formatted(time),
                "give an offset, the beginning or the end");
    }

    @Override
    public void close() {
        ParquetRows left = rows;
        rows = null;
        known.clear();
        inFile = false;
        next = 0;
        end = 0;
        if (left != null) {
            try {
                left.close();
            } catch (SQLException e) {
                // Nothing was written that could be lost.
                LOG.debug("files could not be closed", e);
            }
        }
    }

    /* The files must still be those whose rows were counted; new ones may follow them. */
    private void look() throws SourceException {
        List<ParquetFiles.File> found;
        try {
            found = files.list();
        } catch (IOException e) {
            throw problem(
                    known.isEmpty() ? "does not exist, or cannot be read" : "is gone, or cannot be read",
                    String.valueOf(e),
                    "put it there, or correct the path of the source",
                    e);
        }
        for (int i = 0; i < known.size(); i++) {
            check(known.get(i).file(), i < found.size() ? found.get(i) : null);
        }
        List<ParquetFiles.File> more = found.subList(known.size(), found.size());
        if (!more.isEmpty()) {
            count(more);
        }
    }

    private void count(List<ParquetFiles.File> more) throws SourceException {
        try {
            List<Long> counts =
                    opened().counts(more.stream().map(ParquetFiles.File::path).toList());
            long behind = end;
            for (int i = 0; i < counts.size(); i++) {
                behind += counts.get(i);
                known.add(new Counted(more.get(i), behind));
            }
            end = behind;
        } catch (SQLException e) {
            throw unreadable(Failures.said(e), e);
        }
    }

    private void check(ParquetFiles.File before, ParquetFiles.@Nullable File now) throws SourceException {
        if (before.equals(now)) {
            return;
        }
        String progress = "reading had come to row '%d'".formatted(next);
        if (now != null && now.path().equals(before.path())) {
            throw problem(
                    "has a file '%s' that was replaced or changed".formatted(before.path()),
                    progress,
                    "put the former file back, or read the new one as a new source");
        }
        if (now != null && now.path().compareTo(before.path()) < 0) {
            throw problem(
                    "has a new file '%s' before others".formatted(now.path()),
                    progress + ", and rows are numbered in the order of names",
                    "give the file a name that follows '%s'"
                            .formatted(known.getLast().file().path()));
        }
        throw problem(
                "has lost its file '%s'".formatted(before.path()), progress, "put the file back, or remove the source");
    }

    private List<RecordBatch> read() throws SourceException {
        try {
            if (!inFile) {
                enter();
            }
            List<byte[]> found = opened().next();
            if (found.isEmpty()) {
                // The end of one file, and another follows.
                enter();
                found = opened().next();
            }
            if (found.isEmpty()) {
                throw problem(
                        "gives fewer rows than its files say they have",
                        "row '%d' of '%d' is missing".formatted(next, end),
                        "write the files anew, and read them as a new source");
            }
            RecordBatch batch = batch(found);
            inFile = next < end;
            return List.of(batch);
        } catch (SQLException e) {
            throw unreadable(Failures.said(e), e);
        }
    }

    /* Opens the file that holds the next row. */
    private void enter() throws SQLException {
        long start = 0;
        for (Counted counted : known) {
            if (next < counted.end()) {
                opened().open(counted.file().path(), next - start);
                inFile = true;
                return;
            }
            start = counted.end();
        }
        throw new IllegalStateException("no file holds row " + next);
    }

    private RecordBatch batch(List<byte[]> found) {
        long first = next;
        List<SourceRecord> records = new ArrayList<>();
        for (byte[] value : found) {
            records.add(new SourceRecord(first + records.size(), SourceRecord.TIME_UNKNOWN, value));
        }
        next = first + records.size();
        return new RecordBatch(partition(), first, records, next);
    }

    private ParquetRows opened() {
        ParquetRows opened = rows;
        if (opened == null) {
            throw new IllegalStateException(
                    "source '%s' is not open".formatted(partition().source()));
        }
        return opened;
    }

    private SourceException unreadable(@Nullable String known, Exception e) {
        return problem(
                "cannot be read",
                String.valueOf(known),
                "check that the files are whole Parquet files which this process may read",
                e);
    }

    private SourceException problem(String what, String known, String toDo) {
        return new SourceException(message(what, known, toDo));
    }

    private SourceException problem(String what, String known, String toDo, Exception cause) {
        return new SourceException(message(what, known, toDo), cause);
    }

    private String message(String what, String known, String toDo) {
        return "source '%s' · its path '%s' %s · %s · %s".formatted(partition().source(), path, what, known, toDo);
    }
}
