package dev.oriel.log;

import dev.oriel.engine.port.PushLog;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SeekTarget;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.log.LogWriter.Forcing;
import java.io.FileDescriptor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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
public final class SegmentedPushLog implements PushLog {
    private final SourcePartition partition;
    private final Path folder;
    private final LogLimits limits;
    private final LongSupplier salts;
    private final Forcing forcing;
    private final Problems problems;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean woken;
    private boolean paused;
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
        partition = new SourcePartition(name, 0);
        this.folder = folder;
        this.limits = limits;
        this.salts = salts;
        this.forcing = forcing;
        problems = new Problems(name, folder);
    }

    @Override
    public SourcePartition partition() {
        return partition;
    }

    /** {@inheritDoc} Messages can be appended from now on. A log that is open is closed first, which ends a failure. */
    @Override
    public void open(Map<SourcePartition, Long> nextOffsets) throws SourceException {
        close();
        var held = LogFolder.hold(folder, problems, salts);
        Optional<LogWriter> opened = Optional.empty();
        boolean done = false;
        try {
            opened = Optional.of(new LogWriter(held, new LogWriter.Setting(limits, forcing, problems, lock, changed)));
            LogWriter current = opened.get();
            move(current, nextOffsets.getOrDefault(partition, current.firstOffset()));
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
            throw new IllegalArgumentException("source '%s' · nothing to append".formatted(partition.source()));
        }
        return writer().orElseThrow(problems::notOpen).append(timeMillis, messages);
    }

    @Override
    public List<RecordBatch> poll(Duration timeout) throws SourceException {
        if (!awaitMessages(timeout)) {
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
        return List.of(new RecordBatch(partition, from, records, next));
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
    public Set<SourcePartition> partitions() {
        return Set.of(partition);
    }

    @Override
    public Map<SourcePartition, Long> lagByPartition() {
        return Map.of(partition, lagRecords());
    }

    @Override
    public void seek(Map<SourcePartition, Long> nextOffsets) throws SourceException {
        Long offset = nextOffsets.get(partition);
        if (offset != null) {
            move(openWriter(), offset);
        }
    }

    @Override
    public Map<SourcePartition, Long> offsets(String source, SeekTarget target) throws SourceException {
        if (!source.equals(partition.source())) {
            return Map.of();
        }
        LogWriter log = openWriter();
        return switch (target) {
            case SeekTarget.Beginning ignored -> Map.of(partition, log.firstOffset());
            case SeekTarget.End ignored -> Map.of(partition, log.durableOffset());
            case SeekTarget.Offset offset ->
                offset.partition() == partition.partition() ? Map.of(partition, offset.offset()) : Map.of();
            case SeekTarget.Time time -> Map.of(partition, firstAtOrAfter(log, time.time()));
        };
    }

    @Override
    public void pause(Set<String> sources) {
        lock.lock();
        try {
            paused = sources.contains(partition.source());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void committed(Map<SourcePartition, Long> nextOffsets) {
        Optional.ofNullable(nextOffsets.get(partition))
                .ifPresent(offset -> writer().ifPresent(log -> log.committed(offset)));
    }

    @Override
    public void wakeup() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
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

    /* Whether there is a message to give, after waiting for one. */
    private boolean awaitMessages(Duration timeout) {
        lock.lock();
        try {
            LogWriter log = openWriter();
            long leftNanos = timeout.toNanos();
            while ((paused || log.durableOffset() == nextOffset) && !woken && leftNanos > 0) {
                leftNanos = changed.awaitNanos(leftNanos);
            }
            woken = false;
            return !paused && log.durableOffset() > nextOffset;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
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

    private long firstAtOrAfter(LogWriter log, Instant time) throws SourceException {
        try (var scan = new LogReader(log, problems, log.firstOffset())) {
            return scan.firstAtOrAfter(time);
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
        return writer().orElseThrow(() ->
                new IllegalStateException("source '%s' is read before it is open".formatted(partition.source())));
    }

    private LogReader openReader() {
        return reader.orElseThrow(
                () -> new IllegalStateException("source '%s' is read before it is open".formatted(partition.source())));
    }
}
