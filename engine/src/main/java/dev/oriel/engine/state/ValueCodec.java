package dev.oriel.engine.state;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Bytes of one value, with its type in front. Equal values have equal bytes. */
final class ValueCodec {
    private static final byte NULL = 0;
    private static final byte LONG = 1;
    private static final byte DOUBLE = 2;
    private static final byte FALSE = 3;
    private static final byte TRUE = 4;
    private static final byte TEXT = 5;
    private static final byte TIME = 6;

    private ValueCodec() {}

    static void write(DataOutput out, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> out.writeByte(NULL);
            case Long number -> {
                out.writeByte(LONG);
                out.writeLong(number);
            }
            case Double number -> {
                out.writeByte(DOUBLE);
                out.writeDouble(number);
            }
            case Boolean truth -> out.writeByte(truth ? TRUE : FALSE);
            case String text -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                out.writeByte(TEXT);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
            case Instant time -> {
                out.writeByte(TIME);
                out.writeLong(time.toEpochMilli());
            }
            default ->
                throw new IllegalArgumentException(
                        "a " + value.getClass().getName() + " is not a form that values take: normalise it first");
        }
    }

    static @Nullable Object read(DataInputStream in) throws IOException {
        byte type = in.readByte();
        return switch (type) {
            case NULL -> null;
            case LONG -> in.readLong();
            case DOUBLE -> in.readDouble();
            case FALSE -> false;
            case TRUE -> true;
            case TEXT -> {
                int length = in.readInt();
                if (length < 0 || length > in.available()) {
                    throw new IOException("a text of " + length + " bytes, with " + in.available() + " left");
                }
                byte[] bytes = new byte[length];
                in.readFully(bytes);
                yield new String(bytes, StandardCharsets.UTF_8);
            }
            case TIME -> Instant.ofEpochMilli(in.readLong());
            default -> throw new IOException("a value of unknown type " + type);
        };
    }
}
