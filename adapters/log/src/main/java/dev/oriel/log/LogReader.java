package dev.oriel.log;

import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourceRecord;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what is on disk of a log, from one offset on. Used by one thread, while others append. */
final class LogReader implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);

    /** A batch that was begun below these is given whole. */
    private static final int READ_RECORDS_MAX = 10_000;

    private static final int READ_BYTES_MAX = 1 << 20;

    private final LogWriter log;
    private final Problems problems;
    private long nextOffset;
    private Optional<FrameReader> frames = Optional.empty();

    LogReader(LogWriter log, Problems problems, long offset) {
        this.log = log;
        this.problems = problems;
        nextOffset = offset;
    }

    /** Where it reads on. */
    long nextOffset() {
        return nextOffset;
    }

    /** The next messages, at least one: for whoever knows that there is one on disk. */
    List<SourceRecord> read() throws SourceException {
        try {
            var records = new ArrayList<SourceRecord>();
            long bytes = 0;
            Optional<Frame> next = frame();
            while (next.isPresent() && records.size() < READ_RECORDS_MAX && bytes < READ_BYTES_MAX) {
                Frame frame = next.get();
                byte[] body = open().body(frame).orElseThrow(this::damaged);
                records.addAll(frame.records(body, nextOffset));
                bytes += body.length;
                goBehind(frame);
                next = frame();
            }
            return records;
        } catch (IOException e) {
            throw problems.unreadable(e);
        }
    }

    /** Offset of the first message of a time or later, or of the one that will be next. */
    long firstAtOrAfter(Instant time) throws SourceException {
        try {
            Optional<Frame> next = frame();
            while (next.isPresent()
                    && Instant.ofEpochMilli(next.get().timeMillis()).isBefore(time)) {
                goBehind(next.get());
                next = frame();
            }
            return nextOffset;
        } catch (IOException e) {
            throw problems.unreadable(e);
        }
    }

    @Override
    public void close() {
        try {
            if (frames.isPresent()) {
                frames.get().close();
            }
        } catch (IOException e) {
            // Nothing was written: a reader that fails to close has lost nothing.
            LOG.debug("segment could not be closed", e);
        }
        frames = Optional.empty();
    }

    /* The frame that holds the next message; empty if none is on disk yet. */
    private Optional<Frame> frame() throws IOException, SourceException {
        while (nextOffset < log.durableOffset()) {
            FrameReader reader = open();
            long endBytes = log.durableBytes(reader.segment());
            if (reader.position() == endBytes) {
                // The offset is in a later segment, as it is on disk and not here.
                close();
            } else {
                Frame frame = reader.peek(endBytes).orElseThrow(this::damaged);
                if (frame.endOffset() > nextOffset) {
                    return Optional.of(frame);
                }
                reader.skip(frame);
            }
        }
        return Optional.empty();
    }

    private FrameReader open() throws IOException, SourceException {
        if (frames.isEmpty()) {
            Segment segment = log.segmentOf(nextOffset)
                    .orElseThrow(() -> problems.notHeld(nextOffset, log.firstOffset(), log.durableOffset()));
            frames = Optional.of(new FrameReader(segment));
        }
        return frames.get();
    }

    private void goBehind(Frame frame) throws IOException, SourceException {
        open().skip(frame);
        nextOffset = frame.endOffset();
    }

    private SourceException damaged() {
        FrameReader reader = frames.orElseThrow();
        return problems.damaged(reader.segment().path(), reader.position(), "it was in order when the log was opened");
    }
}
