package dev.oriel.engine.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;

/** Messages that are text in UTF-8. What is not is refused, so that no character is silently another. */
final class TextMessages implements MessageReader {
    /** What decoding puts where bytes are malformed. An honest text may hold it too. */
    private static final char REPLACEMENT = '\uFFFD';

    @Override
    public String read(byte[] value) throws RefusedException {
        String text = new String(value, UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireWellFormed(value);
        }
        return text;
    }

    private static void requireWellFormed(byte[] value) throws RefusedException {
        var bytes = ByteBuffer.wrap(value);
        var result = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(bytes, CharBuffer.allocate(value.length), true);
        if (result.isError()) {
            throw new RefusedException("the message is no text in UTF-8: byte " + bytes.position() + " is '0x"
                    + String.format("%02x", value[bytes.position()]) + "', which begins no character");
        }
    }
}
