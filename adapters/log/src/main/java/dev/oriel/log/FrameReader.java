package dev.oriel.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads the frames of one segment one after the other. */
final class FrameReader implements Closeable {
    // Not a channel: that is closed for good by an interrupt of the thread that reads.
    private final RandomAccessFile file;
    private final Segment segment;
    private final byte[] header = new byte[Frame.HEADER_BYTES];
    private long position;

    /** A reader at the first frame. */
    FrameReader(Segment segment) throws IOException {
        this.segment = segment;
        file = new RandomAccessFile(segment.path().toFile(), "r");
        position = Segment.HEADER_BYTES;
    }

    Segment segment() {
        return segment;
    }

    /** Where the next frame begins. */
    long position() {
        return position;
    }

    /**
     * The header of the next frame; does not move.
     *
     * @param endBytes where the frames end
     * @return empty if no header is here or its frame would not end by then
     */
    Optional<Frame> peek(long endBytes) throws IOException {
        if (position + Frame.HEADER_BYTES > endBytes) {
            return Optional.empty();
        }
        file.seek(position);
        file.readFully(header);
        return Frame.header(ByteBuffer.wrap(header), 0, segment.salt())
                .filter(frame -> frame.bodyBytes() >= 0 && position + frame.bytes() <= endBytes);
    }

    /** The batch of the frame that was just peeked at; empty if it is not as it was written. Does not move. */
    Optional<byte[]> body(Frame frame) throws IOException {
        byte[] body = new byte[frame.bodyBytes()];
        file.seek(position + Frame.HEADER_BYTES);
        file.readFully(body);
        return frame.isBody(body) ? Optional.of(body) : Optional.empty();
    }

    /** Goes behind a frame. */
    void skip(Frame frame) {
        position += frame.bytes();
    }

    /**
     * Whether a frame behind here was written when more than this was on disk already, so that what is here was on disk as
     * well, and is damaged rather than torn. Reads the rest of the segment into memory.
     */
    boolean isProvenDurable(long endBytes) throws IOException {
        byte[] rest = new byte[Math.toIntExact(Math.max(0, endBytes - position))];
        file.seek(position);
        file.readFully(rest);
        ByteBuffer bytes = ByteBuffer.wrap(rest);
        for (int at = 0; at + Frame.HEADER_BYTES <= rest.length; at++) {
            if (Frame.header(bytes, at, segment.salt())
                    .filter(frame -> frame.durableBytes() > position)
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
