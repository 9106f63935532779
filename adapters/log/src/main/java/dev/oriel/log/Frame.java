package dev.oriel.log;

import dev.oriel.engine.port.SourceRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What lies before one batch of messages in a segment.
 *
 * @param bodyBytes bytes of the batch behind the header
 * @param count messages in it
 * @param firstOffset offset of the first
 * @param timeMillis when they were received
 * @param durableBytes how many bytes of the segment were known to be on disk when this was written
 * @param bodyCrc checksum of the batch
 */
record Frame(int bodyBytes, int count, long firstOffset, long timeMillis, long durableBytes, int bodyCrc) {
    /*
     * All numbers are big-endian. A header is
     *
     *   magic 4 | bodyBytes 4 | count 4 | firstOffset 8 | timeMillis 8 | durableBytes 8 | bodyCrc 4 | headerCrc 4
     *
     * and a body is, for each message, its length in 4 bytes and its bytes. Checksums are CRC-32C. That of the header begins
     * with the salt of the segment, which nobody outside knows: bytes of a message can never be taken for a header, nor can
     * those of a deleted file whose place on disk was used again.
     *
     * durableBytes tells a torn tail from damage. What was written after the last force may reach the disk in any order when
     * the power fails, so that a good frame behind a bad one proves nothing by itself; a frame that was written when the bad
     * one was known to be on disk does.
     */
    static final int HEADER_BYTES = 44;

    /** Bytes before each message. */
    static final int LENGTH_BYTES = 4;

    private static final int MAGIC = 0x4F50_4C46;
    private static final int HEADER_CRC_AT = HEADER_BYTES - 4;

    /** Bytes of the header and the batch. */
    long bytes() {
        return (long) HEADER_BYTES + bodyBytes;
    }

    /** Offset of the next batch. */
    long endOffset() {
        return firstOffset + count;
    }

    /** Bytes that a frame of these messages has. */
    static long bytes(List<byte[]> messages) {
        long bytes = HEADER_BYTES;
        for (byte[] message : messages) {
            bytes += LENGTH_BYTES + message.length;
        }
        return bytes;
    }

    /** A frame of these messages whose header is still to be {@linkplain #putHeader written}. */
    static byte[] withoutHeader(List<byte[]> messages) {
        byte[] frame = new byte[Math.toIntExact(bytes(messages))];
        ByteBuffer body = ByteBuffer.wrap(frame).position(HEADER_BYTES);
        for (byte[] message : messages) {
            body.putInt(message.length).put(message);
        }
        return frame;
    }

    /** Checksum of the batch in a frame. */
    static int bodyCrc(ByteBuffer frame) {
        return crc(frame.slice(HEADER_BYTES, frame.capacity() - HEADER_BYTES));
    }

    /** Writes this header over the first bytes of a frame. */
    void putHeader(ByteBuffer frame, long salt) {
        frame.putInt(0, MAGIC)
                .putInt(4, bodyBytes)
                .putInt(8, count)
                .putLong(12, firstOffset)
                .putLong(20, timeMillis)
                .putLong(28, durableBytes)
                .putInt(36, bodyCrc)
                .putInt(HEADER_CRC_AT, headerCrc(frame, 0, salt));
    }

    /** The header at a place in some bytes; empty if there is none. */
    static Optional<Frame> header(ByteBuffer bytes, int at, long salt) {
        if (at + HEADER_BYTES > bytes.limit()
                || bytes.getInt(at) != MAGIC
                || bytes.getInt(at + HEADER_CRC_AT) != headerCrc(bytes, at, salt)) {
            return Optional.empty();
        }
        return Optional.of(new Frame(
                bytes.getInt(at + 4),
                bytes.getInt(at + 8),
                bytes.getLong(at + 12),
                bytes.getLong(at + 20),
                bytes.getLong(at + 28),
                bytes.getInt(at + 36)));
    }

    /** Whether these bytes are the batch of this header. */
    boolean isBody(byte[] body) {
        return body.length == bodyBytes && crc(ByteBuffer.wrap(body)) == bodyCrc;
    }

    /** The messages of a batch from an offset on. */
    List<SourceRecord> records(byte[] body, long fromOffset) {
        var records = new ArrayList<SourceRecord>();
        ByteBuffer bytes = ByteBuffer.wrap(body);
        for (long offset = firstOffset; offset < endOffset(); offset++) {
            byte[] value = new byte[bytes.getInt()];
            bytes.get(value);
            if (offset >= fromOffset) {
                records.add(new SourceRecord(offset, timeMillis, value));
            }
        }
        return records;
    }

    private static int headerCrc(ByteBuffer bytes, int at, long salt) {
        var crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, salt));
        crc.update(bytes.slice(at, HEADER_CRC_AT));
        return (int) crc.getValue();
    }

    static int crc(ByteBuffer bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
