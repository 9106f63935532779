package dev.oriel.engine.state;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Values that no definition gives a type: identities, and whatever is counted for its difference. */
public final class AnyValues {
    /** Longer ones are kept as a hash. */
    private static final int BYTES_MAX = 24;

    private static final int HASH_BYTES = 16;

    private AnyValues() {}

    /**
     * Bytes of a value. Equal values have equal bytes, whatever the width of an integer; different values have different
     * ones, but for a chance of about n²/2^128 among n long values, which are hashed.
     *
     * @throws IllegalArgumentException if values of its class have no bytes
     */
    public static byte[] bytes(Object value) {
        byte[] bytes = KeyCodec.bytes(List.of(form(value)));
        if (bytes.length <= BYTES_MAX) {
            return bytes;
        }
        byte[] digest = sha256().digest(bytes);
        // The first byte tells a hash from a value: no mark of a type is 255.
        return ByteBuffer.allocate(1 + HASH_BYTES)
                .put((byte) 0xFF)
                .put(digest, 0, HASH_BYTES)
                .array();
    }

    private static Object form(Object value) {
        return switch (value) {
            case CharSequence text -> text.toString();
            case Enum<?> constant -> constant.name();
            case UUID id -> id.toString();
            case Long number -> number;
            case Integer number -> number.longValue();
            case Short number -> number.longValue();
            case Byte number -> number.longValue();
            case Double number -> number;
            case Float number -> number.doubleValue();
            case BigInteger number -> new BigDecimal(number).stripTrailingZeros();
            case BigDecimal number -> number.stripTrailingZeros();
            case Boolean truth -> truth;
            case Instant time -> time.toString();
            case LocalDate date -> date;
            case byte[] bytes -> bytes;
            case List<?> items -> items.stream().map(AnyValues::form).toList();
            case Record record -> record.toString();
            default ->
                throw new IllegalArgumentException(
                        "a value of " + value.getClass().getSimpleName()
                                + " cannot be told from another · give text, a number, a time, an enum, or a list or record of"
                                + " these");
        };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
