package dev.oriel.log;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** One file of a log: where it is, and how far it is written. Whoever holds the lock of the log may use it. */
final class Segment {
    /*
     * The file begins with
     *
     *   magic 8 | firstOffset 8 | salt 8 | crc 4
     *
     * and goes on with frames. It gets its name when these bytes are on disk, so that a file without them is damaged.
     */
    static final int HEADER_BYTES = 28;

    private static final long MAGIC = 0x4F52_4945_4C50_4C31L;
    private static final int CRC_AT = HEADER_BYTES - 4;
    private static final String SUFFIX = ".segment";
    private static final int NAME_DIGITS = 19;

    private final Path path;
    private final long firstOffset;
    private final long salt;
    private long endOffset;
    private long bytes = HEADER_BYTES;
    private long durableBytes = HEADER_BYTES;

    Segment(Path path, long firstOffset, long salt) {
        this.path = path;
        this.firstOffset = firstOffset;
        this.salt = salt;
        endOffset = firstOffset;
    }

    Path path() {
        return path;
    }

    long firstOffset() {
        return firstOffset;
    }

    long salt() {
        return salt;
    }

    /** Offset behind its last message, whether that is on disk or not. */
    long endOffset() {
        return endOffset;
    }

    /** How long it is, whether that is on disk or not. */
    long bytes() {
        return bytes;
    }

    /** How much of it is on disk. */
    long durableBytes() {
        return durableBytes;
    }

    boolean isEmpty() {
        return endOffset == firstOffset;
    }

    /** A frame was written at its end. */
    void wrote(Frame frame) {
        bytes += frame.bytes();
        endOffset = frame.endOffset();
    }

    /** Its first bytes are on disk, up to a length. */
    void forced(long upToBytes) {
        durableBytes = upToBytes;
    }

    /** What its file begins with. */
    ByteBuffer header() {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES)
                .putLong(0, MAGIC)
                .putLong(8, firstOffset)
                .putLong(16, salt);
        return header.putInt(CRC_AT, Frame.crc(header.slice(0, CRC_AT)));
    }

    /** The segment that begins with these bytes; empty if none does. */
    static Optional<Segment> of(Path path, ByteBuffer header) {
        boolean known = header.remaining() == HEADER_BYTES
                && header.getLong(0) == MAGIC
                && header.getInt(CRC_AT) == Frame.crc(header.slice(0, CRC_AT));
        return known ? Optional.of(new Segment(path, header.getLong(8), header.getLong(16))) : Optional.empty();
    }

    /** Name of the file of a segment: names sort as offsets do. */
    static String fileName(long firstOffset) {
        return String.format(Locale.ROOT, "%0" + NAME_DIGITS + "d%s", firstOffset, SUFFIX);
    }

    /** Whether a file is a segment, by its name. */
    static boolean isName(String name) {
        return name.endsWith(SUFFIX);
    }
}
