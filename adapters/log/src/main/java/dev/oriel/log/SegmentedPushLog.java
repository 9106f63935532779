package dev.oriel.log;

import dev.oriel.engine.port.PushLog;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.source.SingleLogSource;
import dev.oriel.log.LogWriter.Forcing;
import java.io.FileDescriptor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A log of messages in the files of one folder. Offsets count messages from 0.
 *
 * <p>{@link #append} returns when its messages outlast a power failure; callers that come at the same time share one force of
 * the disk. Messages are given to the reader only then. A process that was killed leaves whole batches: what it was writing
 * is cut off by {@link #open}, with a line in its own log, and anything else that is not as it was written makes {@link
 * #open} refuse. Only damage to the last batches, behind which nothing was written later, cannot be told from a torn tail,
 * and is cut off as well.
 *
 * <p>After a failed write or force nothing is taken until the log is opened again: whether the messages are kept is unknown
 * until then. What is on disk is still given meanwhile.
 *
 * <p>A file is deleted when a newer one was begun and all of it is {@linkplain #committed committed}.
 *
 * <p>Opening reads the whole log once, to check it; an append writes once and waits for the disk.
 */
public final class SegmentedPushLog extends SingleLogSource implements PushLog {
    private final Path folder;
    private final LogLimits limits;
    private final LongSupplier salts;
    private final Forcing forcing;
    private final Problems problems;

    private long nextOffset;
    private Optional<LogWriter> writer = Optional.empty();
    private Optional<LogReader> reader = Optional.empty();

    /**
     * A log that is not yet open; touches nothing.
     *
     * @param name name of the source
     * @param folder where its files are, and nothing else; made when the log is opened
     * @param salts a number for each new file, by which its own frames are told from bytes that only look like frames: those
     *     of a message that holds a log, and those of a deleted file whose place on disk was used again. So no two files may
     *     have the same, and no sender may guess it: where senders are not trusted, numbers of a secure generator
     */
    public SegmentedPushLog(String name, Path folder, LogLimits limits, LongSupplier salts) {
        this(name, folder, limits, salts, FileDescriptor::sync);
    }

    SegmentedPushLog(String name, Path folder, LogLimits limits, LongSupplier salts, Forcing forcing) {
        super(name);
        this.folder = folder;
        this.limits = limits;
        this.salts = salts;
        this.forcing = forcing;
        problems = new Problems(name, folder);
    }

    /** {@inheritDoc} Messages can be appended from now on. A log that is open is closed first, which ends a failure. */
    @Override
    public void open(Map<SourcePartition, Long> nextOffsets) throws SourceException {
        close();
        var held = LogFolder.hold(folder, problems, salts);
        Optional<LogWriter> opened = Optional.empty();
        boolean done = false;
        try {
            opened = Optional.of(new LogWriter(held, new LogWriter.Setting(limits, forcing, problems, lock, gate)));
            LogWriter current = opened.get();
            move(current, nextOffsets.getOrDefault(partition(), current.firstOffset()));
            done = true;
        } finally {
            if (!done) {
                opened.ifPresentOrElse(LogWriter::close, held::letGo);
            }
        }
    }

    @Override
    public long append(long timeMillis, List<byte[]> messages) throws SourceException {
        if (messages.isEmpty()) {
            throw new IllegalArgumentException(
                    "source '%s' · nothing to append".formatted(partition().source()));
        }
        return writer().orElseThrow(problems::notOpen).append(timeMillis, messages);
    }

    @Override
    public List<RecordBatch> poll(Duration timeout) throws SourceException {
        LogWriter log = openWriter();
        if (!gate.await(() -> log.durableOffset() > nextOffset, timeout)) {
            return List.of();
        }
        LogReader reading = openReader();
        long from = reading.nextOffset();
        List<SourceRecord> records = reading.read();
        long next = reading.nextOffset();
        lock.lock();
        try {
            nextOffset = next;
        } finally {
            lock.unlock();
        }
        return List.of(new RecordBatch(partition(), from, records, next));
    }

    @Override
    public long lagRecords() {
        lock.lock();
        try {
            return writer.map(log -> log.durableOffset() - nextOffset).orElse(0L);
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void moveTo(long offset) throws SourceException {
        move(openWriter(), offset);
    }

    @Override
    protected long firstOffset() {
        return openWriter().firstOffset();
    }

    @Override
    protected long endOffset() {
        return openWriter().durableOffset();
    }

    @Override
    protected long firstAtOrAfter(Instant time) throws SourceException {
        LogWriter log = openWriter();
        try (var scan = new LogReader(log, problems, log.firstOffset())) {
            return scan.firstAtOrAfter(time);
        }
    }

    @Override
    public void committed(Map<SourcePartition, Long> nextOffsets) {
        Optional.ofNullable(nextOffsets.get(partition()))
                .ifPresent(offset -> writer().ifPresent(log -> log.committed(offset)));
    }

    /** {@inheritDoc} Waits for the messages that are being appended; later ones are refused. */
    @Override
    public void close() {
        writer().ifPresent(LogWriter::close);
        reader.ifPresent(LogReader::close);
        reader = Optional.empty();
        lock.lock();
        try {
            writer = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void move(LogWriter log, long offset) throws SourceException {
        if (offset < log.firstOffset() || offset > log.durableOffset()) {
            throw problems.notHeld(offset, log.firstOffset(), log.durableOffset());
        }
        reader.ifPresent(LogReader::close);
        reader = Optional.of(new LogReader(log, problems, offset));
        lock.lock();
        try {
            writer = Optional.of(log);
            nextOffset = offset;
        } finally {
            lock.unlock();
        }
    }

    private Optional<LogWriter> writer() {
        lock.lock();
        try {
            return writer;
        } finally {
            lock.unlock();
        }
    }

    private LogWriter openWriter() {
        return writer().orElseThrow(() -> new IllegalStateException(
                "source '%s' is read before it is open".formatted(partition().source())));
    }

    private LogReader openReader() {
        return reader.orElseThrow(() -> new IllegalStateException(
                "source '%s' is read before it is open".formatted(partition().source())));
    }
}
