package dev.oriel.engine.state;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of one value in the form of {@link FeatureValues}, with its type in front. Equal values have equal bytes: decimals
 * have lost their trailing zeros before, structs are in declared order. Stored bytes outlive versions: a mark keeps its
 * meaning.
 */
final class ValueCodec {
    private static final byte NULL = 0;
    private static final byte LONG = 1;
    private static final byte DOUBLE = 2;
    private static final byte FALSE = 3;
    private static final byte TRUE = 4;
    private static final byte TEXT = 5;
    private static final byte TIME = 6;
    private static final byte DATE = 7;
    private static final byte TIME_OF_DAY = 8;
    private static final byte DURATION = 9;
    private static final byte DECIMAL = 10;
    private static final byte BYTES = 11;
    private static final byte LIST = 12;
    private static final byte VECTOR = 13;
    private static final byte STRUCT = 14;

    /** Lists and structs within each other; what a definition nests is far less. */
    private static final int DEPTH_MAX = 100;

    private static final int ALLOCATED_AHEAD_MAX = 64;

    private static final int NANOS_PER_MILLI = 1_000_000;

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
                out.writeByte(TEXT);
                writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
            }
            case Instant time -> {
                out.writeByte(TIME);
                out.writeLong(time.toEpochMilli());
            }
            case LocalDate date -> {
                out.writeByte(DATE);
                out.writeLong(date.toEpochDay());
            }
            case LocalTime time -> {
                out.writeByte(TIME_OF_DAY);
                out.writeInt((int) (time.toNanoOfDay() / NANOS_PER_MILLI));
            }
            case Duration duration -> {
                out.writeByte(DURATION);
                out.writeLong(duration.toMillis());
            }
            case BigDecimal number -> {
                out.writeByte(DECIMAL);
                out.writeInt(number.scale());
                writeBytes(out, number.unscaledValue().toByteArray());
            }
            case byte[] bytes -> {
                out.writeByte(BYTES);
                writeBytes(out, bytes);
            }
            case List<?> items -> writeList(out, items);
            case double[] numbers -> writeVector(out, numbers);
            case Map<?, ?> fields -> writeStruct(out, fields);
            default ->
                throw new IllegalArgumentException(
                        "a " + value.getClass().getName() + " is not a form that values take: normalise it first");
        }
    }

    private static void writeBytes(DataOutput out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void writeList(DataOutput out, List<?> items) throws IOException {
        out.writeByte(LIST);
        out.writeInt(items.size());
        for (Object item : items) {
            write(out, item);
        }
    }

    private static void writeVector(DataOutput out, double[] numbers) throws IOException {
        out.writeByte(VECTOR);
        out.writeInt(numbers.length);
        for (double number : numbers) {
            out.writeDouble(number);
        }
    }

    private static void writeStruct(DataOutput out, Map<?, ?> fields) throws IOException {
        out.writeByte(STRUCT);
        out.writeInt(fields.size());
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            writeBytes(out, ((String) field.getKey()).getBytes(StandardCharsets.UTF_8));
            write(out, field.getValue());
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the bytes are no value. Whatever they are, no more is allocated than in proportion to them
     */
    static @Nullable Object read(DataInputStream in) throws IOException {
        try {
            return read(in, 0);
        } catch (DateTimeException e) {
            throw new IOException("a date or time that there is not: " + e.getMessage(), e);
        }
    }

    private static @Nullable Object read(DataInputStream in, int depth) throws IOException {
        byte type = in.readByte();
        return switch (type) {
            case NULL -> null;
            case LONG -> in.readLong();
            case DOUBLE -> in.readDouble();
            case FALSE -> false;
            case TRUE -> true;
            case TEXT -> readText(in);
            case TIME -> Instant.ofEpochMilli(in.readLong());
            case DATE -> LocalDate.ofEpochDay(in.readLong());
            case TIME_OF_DAY -> LocalTime.ofNanoOfDay((long) in.readInt() * NANOS_PER_MILLI);
            case DURATION -> Duration.ofMillis(in.readLong());
            case DECIMAL -> readDecimal(in);
            case BYTES -> readBytes(in, "bytes");
            case LIST -> readList(in, depth + 1);
            case VECTOR -> readVector(in);
            case STRUCT -> readStruct(in, depth + 1);
            default -> throw new IOException("a value of unknown type " + type);
        };
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(readBytes(in, "a text of bytes"), StandardCharsets.UTF_8);
    }

    private static byte[] readBytes(DataInputStream in, String what) throws IOException {
        byte[] bytes = new byte[length(in, what, 1)];
        in.readFully(bytes);
        return bytes;
    }

    private static BigDecimal readDecimal(DataInputStream in) throws IOException {
        int scale = in.readInt();
        byte[] unscaled = readBytes(in, "a decimal of bytes");
        if (unscaled.length == 0 || Math.abs((long) scale) > FeatureValues.DECIMAL_DIGITS_MAX) {
            throw new IOException("a decimal of " + unscaled.length + " bytes and scale " + scale);
        }
        return new BigDecimal(new BigInteger(unscaled), scale);
    }

    private static List<@Nullable Object> readList(DataInputStream in, int depth) throws IOException {
        checkDepth(depth);
        int length = length(in, "a list of items", 1);
        // Lists in lists may each claim all the bytes that are left: what they claim is no measure of what to allocate.
        var items = new ArrayList<@Nullable Object>(Math.min(length, ALLOCATED_AHEAD_MAX));
        for (int place = 0; place < length; place++) {
            items.add(read(in, depth));
        }
        return Collections.unmodifiableList(items);
    }

    private static double[] readVector(DataInputStream in) throws IOException {
        double[] numbers = new double[length(in, "a vector of numbers", Double.BYTES)];
        for (int place = 0; place < numbers.length; place++) {
            numbers[place] = in.readDouble();
        }
        return numbers;
    }

    private static Map<String, @Nullable Object> readStruct(DataInputStream in, int depth) throws IOException {
        checkDepth(depth);
        int size = length(in, "a struct of fields", Integer.BYTES + 1);
        var fields = new LinkedHashMap<String, @Nullable Object>();
        for (int place = 0; place < size; place++) {
            fields.put(readText(in), read(in, depth));
        }
        return Collections.unmodifiableMap(fields);
    }

    private static void checkDepth(int depth) throws IOException {
        if (depth > DEPTH_MAX) {
            throw new IOException("a value nested deeper than " + DEPTH_MAX);
        }
    }

    /** A length that the bytes left can hold. */
    private static int length(DataInputStream in, String what, int bytesEach) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available() / bytesEach) {
            throw new IOException(what + ": " + length + ", with " + in.available() + " bytes left");
        }
        return length;
    }
}
