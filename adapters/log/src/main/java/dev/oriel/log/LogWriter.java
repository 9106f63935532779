package dev.oriel.log;

import dev.oriel.engine.failpoint.Failpoint;
import dev.oriel.engine.failpoint.Failpoints;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.source.PollGate;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open log: appends to its last segment and deletes its first ones. Thread-safe. */
final class LogWriter {
    /*
     * One lock guards everything, and is not held while the disk is waited for. Whoever finds that nobody forces the file
     * does it for all that was written until then; the others wait, and mostly find themselves served.
     *
     * After a failed write or force nobody knows what is on disk, and a second force may report success for pages that the
     * first one lost. So nothing is written any more until the log is opened again, which reads what is there.
     */
    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);

    /** Makes what was written to a file outlast a power failure. */
    @FunctionalInterface
    interface Forcing {
        void force(FileDescriptor file) throws IOException;
    }

    private final LogFolder folder;
    private final LogLimits limits;
    private final Forcing forcing;
    private final Problems problems;
    private final ReentrantLock lock;

    /** Signalled when messages became durable, or the log failed. */
    private final Condition forced;

    /** Where the reader waits for the same. */
    private final PollGate readers;

    private final Deque<Segment> segments;
    private RandomAccessFile file;
    private long durableOffset;
    private long committedOffset;
    private boolean busy;

    /** How many forces have ended. */
    private long forces;

    private boolean closed;
    private Optional<IOException> failure = Optional.empty();

    /** What a log is opened with. */
    record Setting(LogLimits limits, Forcing forcing, Problems problems, ReentrantLock lock, PollGate readers) {}

    LogWriter(LogFolder folder, Setting setting) throws SourceException {
        this.folder = folder;
        limits = setting.limits();
        forcing = setting.forcing();
        problems = setting.problems();
        lock = setting.lock();
        forced = lock.newCondition();
        readers = setting.readers();
        segments = folder.recover();
        durableOffset = segments.getLast().endOffset();
        try {
            file = openLast();
        } catch (IOException e) {
            throw problems.failed("cannot be opened", e, "give this process the right to write it");
        }
    }

    /** Appends a batch and waits until it is on disk; gives the offset of its first message. */
    long append(long timeMillis, List<byte[]> messages) throws SourceException {
        long frameBytes = Frame.bytes(messages);
        if (frameBytes > limits.segmentBytesMax() - Segment.HEADER_BYTES) {
            throw problems.problem(
                    "does not take a batch of '%d' bytes".formatted(frameBytes),
                    "it takes up to '%d'".formatted(limits.segmentBytesMax() - Segment.HEADER_BYTES),
                    "send fewer messages at once");
        }
        byte[] bytes = Frame.withoutHeader(messages);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int bodyCrc = Frame.bodyCrc(buffer);
        lock.lock();
        try {
            Segment segment = roomFor(frameBytes);
            var frame = new Frame(
                    bytes.length - Frame.HEADER_BYTES,
                    messages.size(),
                    segment.endOffset(),
                    timeMillis,
                    segment.durableBytes(),
                    bodyCrc);
            frame.putHeader(buffer, segment.salt());
            try {
                file.seek(segment.bytes());
                file.write(bytes);
            } catch (IOException e) {
                throw fail(e);
            }
            Failpoints.hit(Failpoint.PUSH_WRITTEN);
            segment.wrote(frame);
            awaitDurable(frame.endOffset());
            return frame.firstOffset();
        } finally {
            lock.unlock();
        }
    }

    /** Everything before an offset need not be read again. */
    void committed(long offset) {
        lock.lock();
        try {
            committedOffset = offset;
            deleteCommitted();
        } finally {
            lock.unlock();
        }
    }

    /** Offset of the first message that is held. */
    long firstOffset() {
        lock.lock();
        try {
            return segments.getFirst().firstOffset();
        } finally {
            lock.unlock();
        }
    }

    /** Offset behind the last message that is on disk. */
    long durableOffset() {
        lock.lock();
        try {
            return durableOffset;
        } finally {
            lock.unlock();
        }
    }

    /** The segment that holds an offset, or is where it will be; empty if it was deleted. */
    Optional<Segment> segmentOf(long offset) {
        lock.lock();
        try {
            for (Iterator<Segment> newest = segments.descendingIterator(); newest.hasNext(); ) {
                Segment segment = newest.next();
                if (segment.firstOffset() <= offset) {
                    return Optional.of(segment);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** How much of a segment is on disk. */
    long durableBytes(Segment segment) {
        lock.lock();
        try {
            return segment.durableBytes();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for what is being written, takes no more, and lets the folder go. */
    void close() {
        lock.lock();
        try {
            closed = true;
            while (busy
                    || (failure.isEmpty() && durableOffset < segments.getLast().endOffset())) {
                waitOrForce();
            }
            file.close();
            folder.close();
        } catch (IOException e) {
            // All that was acknowledged is on disk, and the handles are gone either way.
            LOG.warn(problems.text("could not be closed", e.toString(), "check the disk"));
        } finally {
            lock.unlock();
        }
    }

    /* The segment to write to, once there is room: the last one, or a new one. */
    private Segment roomFor(long frameBytes) throws SourceException {
        requireWritable();
        while (segments.getLast().bytes() + frameBytes > limits.segmentBytesMax()) {
            // Only a segment that is wholly on disk is followed by another: damage in it is then no torn tail.
            awaitDurable(segments.getLast().endOffset());
            requireWritable();
            if (!busy && segments.getLast().bytes() + frameBytes > limits.segmentBytesMax()) {
                roll();
            }
        }
        long heldBytes = segments.stream().mapToLong(Segment::bytes).sum();
        if (heldBytes + frameBytes > limits.bytesMax()) {
            throw problems.problem(
                    "is full",
                    "it holds '%d' bytes of at most '%d', of which nothing is committed that could be deleted"
                            .formatted(heldBytes, limits.bytesMax()),
                    "send again when the stream has caught up, or allow the log more bytes");
        }
        return segments.getLast();
    }

    private void requireWritable() throws SourceException {
        if (failure.isPresent()) {
            throw problems.unknown(failure.get());
        }
        if (closed) {
            throw problems.notOpen();
        }
    }

    private void roll() throws SourceException {
        try {
            segments.add(folder.create(segments.getLast().endOffset()));
            file.close();
            file = openLast();
        } catch (IOException e) {
            throw fail(e);
        }
        deleteCommitted();
    }

    private void deleteCommitted() {
        try {
            while (segments.size() > 1 && segments.getFirst().endOffset() <= committedOffset) {
                folder.delete(segments.getFirst());
                segments.removeFirst();
            }
        } catch (IOException e) {
            // Tried again with the next commit; until then it only takes space.
            LOG.warn(problems.text("could not delete a file", e.toString(), "check the rights of this process"));
        }
    }

    private void awaitDurable(long endOffset) throws SourceException {
        while (durableOffset < endOffset) {
            if (failure.isPresent()) {
                throw problems.unknown(failure.get());
            }
            waitOrForce();
        }
    }

    /* Lets the lock go while it waits for the disk, or for another one that does. */
    private void waitOrForce() {
        if (busy) {
            // Not for the next force: that one begins as soon as this ends.
            long current = forces;
            while (forces == current) {
                forced.awaitUninterruptibly();
            }
            return;
        }
        busy = true;
        Segment segment = segments.getLast();
        long bytes = segment.bytes();
        long endOffset = segment.endOffset();
        Optional<IOException> failed = Optional.empty();
        RandomAccessFile written = file;
        lock.unlock();
        try {
            forcing.force(written.getFD());
            Failpoints.hit(Failpoint.PUSH_FORCED);
        } catch (IOException e) {
            failed = Optional.of(e);
        } finally {
            lock.lock();
            busy = false;
            forces++;
            forced.signalAll();
            readers.changed();
        }
        if (failed.isPresent()) {
            failure = failure.isPresent() ? failure : failed;
        } else if (failure.isEmpty()) {
            segment.forced(bytes);
            durableOffset = endOffset;
        }
    }

    private SourceException fail(IOException e) {
        failure = Optional.of(e);
        forced.signalAll();
        return problems.unknown(e);
    }

    private RandomAccessFile openLast() throws IOException {
        return new RandomAccessFile(segments.getLast().path().toFile(), "rw");
    }
}
