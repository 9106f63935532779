package dev.oriel.arrow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.engine.port.RowFormat;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * The values of one row as Arrow keeps columns. Each column, and each part of it, is a node with its length and its nulls, and
 * some buffers: which values there are, where they begin, the values. Of a null there is a value all the same, which says nothing.
 */
final class ArrowBatch {
    private static final FeatureType DOUBLE = new FeatureType.Scalar(ScalarType.DOUBLE);

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Place> buffers = new ArrayList<>();

    private ArrowBatch() {}

    private record Node(int length, int nulls) {}

    private record Place(int offset, int length) {}

    /** The message of one row. */
    static byte[] message(List<RowFormat.Column> columns, @Nullable Object[] row) {
        var batch = new ArrowBatch();
        for (int i = 0; i < row.length; i++) {
            batch.column(columns.get(i).type(), Collections.singletonList(row[i]));
        }
        return batch.message();
    }

    private byte[] message() {
        var builder = new FlatBufferBuilder();
        // Vectors of structs are written from their end.
        RecordBatch.startNodesVector(builder, nodes.size());
        nodes.reversed().forEach(node -> FieldNode.createFieldNode(builder, node.length(), node.nulls()));
        int allNodes = builder.endVector();
        RecordBatch.startBuffersVector(builder, buffers.size());
        buffers.reversed().forEach(place -> Buffer.createBuffer(builder, place.offset(), place.length()));
        int allBuffers = builder.endVector();
        int header = RecordBatch.createRecordBatch(builder, 1, allNodes, allBuffers, 0, 0);
        return Framing.message(builder, MessageHeader.RecordBatch, header, body.toByteArray());
    }

    private void column(FeatureType type, List<? extends @Nullable Object> values) {
        int nulls = (int) values.stream().filter(Objects::isNull).count();
        nodes.add(new Node(values.size(), nulls));
        // Without nulls no reader looks at what says which they are.
        buffer(
                nulls == 0
                        ? new byte[0]
                        : bits(values.stream().map(Objects::nonNull).toList()));
        switch (type) {
            case FeatureType.Scalar of -> scalar(of.scalar(), values);
            case FeatureType.Enumeration ignored -> scalar(ScalarType.TEXT, values);
            case FeatureType.ListOf of -> list(of, values);
            case FeatureType.VectorOf of -> vector(of, values);
            case FeatureType.Struct of -> {
                for (FeatureType.Field part : of.fields()) {
                    column(
                            part.type(),
                            values.stream()
                                    .map(value -> value == null ? null : ((Map<?, ?>) value).get(part.name()))
                                    .toList());
                }
            }
        }
    }

    private void list(FeatureType.ListOf type, List<? extends @Nullable Object> values) {
        var items = new ArrayList<Object>();
        ByteBuffer offsets = littleEndian((values.size() + 1) * Integer.BYTES).putInt(0);
        for (Object value : values) {
            if (value != null) {
                items.addAll((List<?>) value);
            }
            offsets.putInt(items.size());
        }
        buffer(offsets);
        column(type.element(), items);
    }

    private void vector(FeatureType.VectorOf type, List<? extends @Nullable Object> values) {
        var numbers = new ArrayList<Double>(values.size() * type.dimensions());
        for (Object value : values) {
            double[] vector = value == null ? new double[type.dimensions()] : (double[]) value;
            for (double number : vector) {
                numbers.add(number);
            }
        }
        column(DOUBLE, numbers);
    }

    private void scalar(ScalarType scalar, List<? extends @Nullable Object> values) {
        switch (scalar) {
            case LONG -> longs(values, value -> (Long) value);
            case DOUBLE -> longs(values, value -> Double.doubleToRawLongBits((Double) value));
            case TIME -> longs(values, value -> TimeUnit.MILLISECONDS.toMicros(((Instant) value).toEpochMilli()));
            case DURATION -> longs(values, value -> ((Duration) value).toMillis());
            case DATE -> integers(values, value -> ((LocalDate) value).toEpochDay());
            case TIME_OF_DAY ->
                integers(values, value -> TimeUnit.NANOSECONDS.toMillis(((LocalTime) value).toNanoOfDay()));
            case BOOLEAN ->
                buffer(bits(values.stream().map(Boolean.TRUE::equals).toList()));
            case TEXT ->
                bytes(values.stream()
                        .map(value -> value == null ? new byte[0] : ((String) value).getBytes(UTF_8))
                        .toList());
            case DECIMAL ->
                bytes(values.stream()
                        .map(value -> value == null
                                ? new byte[0]
                                : ((BigDecimal) value).toPlainString().getBytes(UTF_8))
                        .toList());
            case BYTES ->
                bytes(values.stream()
                        .map(value -> value == null ? new byte[0] : (byte[]) value)
                        .toList());
        }
    }

    private void longs(List<? extends @Nullable Object> values, ToLongFunction<Object> number) {
        ByteBuffer bytes = littleEndian(values.size() * Long.BYTES);
        values.forEach(value -> bytes.putLong(value == null ? 0 : number.applyAsLong(value)));
        buffer(bytes);
    }

    private void integers(List<? extends @Nullable Object> values, ToLongFunction<Object> number) {
        ByteBuffer bytes = littleEndian(values.size() * Integer.BYTES);
        values.forEach(value -> bytes.putInt(value == null ? 0 : Math.toIntExact(number.applyAsLong(value))));
        buffer(bytes);
    }

    private void bytes(List<byte[]> values) {
        ByteBuffer offsets = littleEndian((values.size() + 1) * Integer.BYTES).putInt(0);
        var data = new ByteArrayOutputStream();
        for (byte[] value : values) {
            data.writeBytes(value);
            offsets.putInt(data.size());
        }
        buffer(offsets);
        buffer(data.toByteArray());
    }

    /** One bit each, from the lowest of the first byte. */
    private static byte[] bits(List<Boolean> values) {
        byte[] bits = new byte[Math.ceilDiv(values.size(), Byte.SIZE)];
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i)) {
                bits[i / Byte.SIZE] |= (byte) (1 << (i % Byte.SIZE));
            }
        }
        return bits;
    }

    private void buffer(ByteBuffer bytes) {
        byte[] filled = new byte[bytes.flip().remaining()];
        bytes.get(filled);
        buffer(filled);
    }

    private void buffer(byte[] bytes) {
        buffers.add(new Place(body.size(), bytes.length));
        body.writeBytes(bytes);
        body.writeBytes(new byte[Framing.padded(bytes.length) - bytes.length]);
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
