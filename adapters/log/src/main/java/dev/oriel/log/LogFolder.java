package dev.oriel.log;

import dev.oriel.engine.port.SourceException;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of a log, held by one process at a time. */
final class LogFolder implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(LogFolder.class);
    private static final String LOCK = "lock";
    private static final String UNFINISHED = ".unfinished";

    private final Path folder;
    private final Problems problems;
    private final LongSupplier salts;
    private final RandomAccessFile lock;

    private LogFolder(Path folder, Problems problems, LongSupplier salts, RandomAccessFile lock) {
        this.folder = folder;
        this.problems = problems;
        this.salts = salts;
        this.lock = lock;
    }

    /**
     * Makes the folder, unless it is there, and holds it.
     *
     * @param salts one for each new segment, see {@link SegmentedPushLog}
     * @throws SourceException if another process holds it, or it cannot be made
     */
    static LogFolder hold(Path folder, Problems problems, LongSupplier salts) throws SourceException {
        try {
            Files.createDirectories(folder);
            var lock = new RandomAccessFile(folder.resolve(LOCK).toFile(), "rw");
            boolean held = false;
            try {
                held = Optional.ofNullable(lock.getChannel().tryLock()).isPresent();
            } catch (OverlappingFileLockException e) {
                // Held by this process: the same mistake.
                LOG.debug("log is held", e);
            } finally {
                if (!held) {
                    lock.close();
                }
            }
            if (held) {
                return new LogFolder(folder, problems, salts, lock);
            }
        } catch (IOException e) {
            throw problems.failed("cannot be opened", e, "give this process the right to write it");
        }
        throw problems.problem(
                "is in use",
                "one process writes a log at a time",
                "stop the other one, or give this one another data folder");
    }

    /**
     * The segments, oldest first, at least one, and all that they hold checked. What was being written when a process ended
     * is cut off.
     *
     * @throws SourceException if anything else is not as it was written
     */
    Deque<Segment> recover() throws SourceException {
        try {
            var segments = new ArrayDeque<Segment>();
            List<Path> files = files();
            for (Path file : files) {
                boolean last = file.equals(files.getLast());
                Segment segment = header(file);
                if (!segments.isEmpty() && segments.getLast().endOffset() != segment.firstOffset()) {
                    throw problems.damaged(
                            file,
                            0,
                            "it begins with offset '%d', and the file before it ends before '%d'"
                                    .formatted(
                                            segment.firstOffset(),
                                            segments.getLast().endOffset()));
                }
                read(segment, last);
                segments.add(segment);
            }
            if (segments.isEmpty()) {
                segments.add(create(0));
            }
            return segments;
        } catch (IOException e) {
            throw problems.unreadable(e);
        }
    }

    /** A new, empty segment. It is on disk when this returns. */
    Segment create(long firstOffset) throws IOException {
        Path path = folder.resolve(Segment.fileName(firstOffset));
        var segment = new Segment(path, firstOffset, salts.getAsLong());
        Path unfinished = folder.resolve(path.getFileName() + UNFINISHED);
        try (var file = new RandomAccessFile(unfinished.toFile(), "rw")) {
            file.setLength(0);
            file.write(segment.header().array());
            file.getFD().sync();
        }
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        forceNames();
        return segment;
    }

    /** Deletes the file of a segment. */
    void delete(Segment segment) throws IOException {
        Files.deleteIfExists(segment.path());
        // One at a time, so that never one goes before an older one, which would look like a hole.
        forceNames();
    }

    /** Lets another process have it. */
    @Override
    public void close() throws IOException {
        lock.close();
    }

    /** Closes it after a failure, which matters more than one to close. */
    void letGo() {
        try {
            close();
        } catch (IOException e) {
            LOG.debug("lock could not be closed", e);
        }
    }

    private List<Path> files() throws IOException {
        var files = new ArrayList<Path>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(UNFINISHED)) {
                    // Nothing was ever written behind its header.
                    Files.delete(file);
                } else if (Segment.isName(name)) {
                    files.add(file);
                }
            }
        }
        return files;
    }

    private Segment header(Path path) throws IOException, SourceException {
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] header = new byte[(int) Math.min(Segment.HEADER_BYTES, file.length())];
            file.readFully(header);
            return Segment.of(path, ByteBuffer.wrap(header))
                    .filter(segment -> path.endsWith(Segment.fileName(segment.firstOffset())))
                    .orElseThrow(() -> problems.damaged(path, 0, "its header or its name is another"));
        }
    }

    /* Goes through all frames of a segment. What follows the last good one is cut off where that may be a torn tail. */
    private void read(Segment segment, boolean last) throws IOException, SourceException {
        long size = Files.size(segment.path());
        try (var reader = new FrameReader(segment)) {
            long durableBytes = Segment.HEADER_BYTES;
            Optional<Frame> frame = reader.peek(size);
            while (frame.isPresent()
                    && frame.get().firstOffset() == segment.endOffset()
                    && reader.body(frame.get()).isPresent()) {
                segment.wrote(frame.get());
                durableBytes = frame.get().durableBytes();
                reader.skip(frame.get());
                frame = reader.peek(size);
            }
            long position = reader.position();
            if (position < size) {
                if (!last) {
                    throw problems.damaged(segment.path(), position, "messages were written behind it later");
                }
                if (reader.isProvenDurable(size)) {
                    throw problems.damaged(segment.path(), position, "it was on disk when later messages were written");
                }
                LOG.warn(
                        "cut off what was being written when the process ended · file '{}' from byte '{}' to '{}'",
                        segment.path(),
                        position,
                        size);
            }
            if (last) {
                settle(segment, durableBytes);
            }
            segment.forced(segment.bytes());
        }
    }

    /*
     * Cuts off what is behind the last frame, and makes sure of what was not known to be on disk when it was written: a
     * process that was killed had not forced it, and after a failed force the system takes for written what is not, unless
     * it is written again.
     */
    private static void settle(Segment segment, long durableBytes) throws IOException {
        try (var file = new RandomAccessFile(segment.path().toFile(), "rw")) {
            file.setLength(segment.bytes());
            byte[] unsure = new byte[Math.toIntExact(segment.bytes() - durableBytes)];
            file.seek(durableBytes);
            file.readFully(unsure);
            file.seek(durableBytes);
            file.write(unsure);
            file.getFD().sync();
        }
    }

    /* Only where names are on disk is a file there after a power failure. */
    private void forceNames() throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }
}
