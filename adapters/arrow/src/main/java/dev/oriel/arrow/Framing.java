package dev.oriel.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MetadataVersion;

/** The messages of an Arrow stream: a mark, the length of the metadata, the metadata, the body, each a multiple of 8 bytes. */
final class Framing {
    /** What every length in the body and in front of it is a multiple of. */
    static final int ALIGNMENT_BYTES = 8;

    /** What stands before the length of each message's metadata. */
    private static final int CONTINUES = -1;

    /** The end of a stream: a message without metadata. */
    static final byte[] END = ByteBuffer.allocate(8).putInt(CONTINUES).putInt(0).array();

    private Framing() {}

    /**
     * A message.
     *
     * @param header written into the builder as the last
     * @param headerType of {@link org.apache.arrow.flatbuf.MessageHeader}
     */
    static byte[] message(FlatBufferBuilder metadata, byte headerType, int header, byte[] body) {
        metadata.finish(Message.createMessage(metadata, MetadataVersion.V5, headerType, header, body.length, 0));
        byte[] bytes = metadata.sizedByteArray();
        int length = padded(bytes.length);
        return ByteBuffer.allocate(2 * Integer.BYTES + length + body.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(CONTINUES)
                .putInt(length)
                .put(bytes)
                .position(2 * Integer.BYTES + length)
                .put(body)
                .array();
    }

    /** The next multiple of the alignment. */
    static int padded(int bytes) {
        return Math.ceilDiv(bytes, ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
    }
}
