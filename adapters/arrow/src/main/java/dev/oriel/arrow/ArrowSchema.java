package dev.oriel.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.engine.port.RowFormat;
import java.util.List;
import org.apache.arrow.flatbuf.Binary;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Duration;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Struct_;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/** The types of features as those of Arrow. */
final class ArrowSchema {
    /** The one child of a list, as everybody calls it. */
    private static final String ITEM = "item";

    private static final byte[] NO_BODY = {};
    private static final int[] NO_CHILDREN = {};

    private final FlatBufferBuilder builder = new FlatBufferBuilder();

    private ArrowSchema() {}

    /** A type within the builder. */
    private record Written(byte type, int offset, int[] children) {}

    /** The message that begins a stream. */
    static byte[] message(List<RowFormat.Column> columns) {
        var schema = new ArrowSchema();
        FlatBufferBuilder builder = schema.builder;
        int[] fields = columns.stream()
                .mapToInt(column -> schema.field(column.name(), column.type(), column.nullable()))
                .toArray();
        int all = Schema.createFieldsVector(builder, fields);
        return Framing.message(
                builder, MessageHeader.Schema, Schema.createSchema(builder, Endianness.Little, all, 0, 0), NO_BODY);
    }

    private int field(String name, FeatureType type, boolean nullable) {
        Written written = written(type, nullable);
        int children = Field.createChildrenVector(builder, written.children());
        int named = builder.createString(name);
        return Field.createField(builder, named, nullable, written.type(), written.offset(), 0, children, 0);
    }

    private Written written(FeatureType type, boolean nullable) {
        return switch (type) {
            case FeatureType.Scalar of -> scalar(of.scalar());
            case FeatureType.Enumeration ignored -> scalar(ScalarType.TEXT);
            case FeatureType.ListOf of -> {
                int item = field(ITEM, of.element(), false);
                org.apache.arrow.flatbuf.List.startList(builder);
                yield new Written(Type.List, org.apache.arrow.flatbuf.List.endList(builder), new int[] {item});
            }
            case FeatureType.VectorOf of -> {
                int item = field(ITEM, new FeatureType.Scalar(ScalarType.DOUBLE), false);
                yield new Written(
                        Type.FixedSizeList, FixedSizeList.createFixedSizeList(builder, of.dimensions()), new int[] {item
                        });
            }
            case FeatureType.Struct of -> {
                // Where there may be no struct there may be no part of it.
                int[] parts = of.fields().stream()
                        .mapToInt(part -> field(part.name(), part.type(), part.nullable() || nullable))
                        .toArray();
                Struct_.startStruct_(builder);
                yield new Written(Type.Struct_, Struct_.endStruct_(builder), parts);
            }
        };
    }

    private Written scalar(ScalarType scalar) {
        return switch (scalar) {
            case LONG -> plain(Type.Int, Int.createInt(builder, Long.SIZE, true));
            case DOUBLE -> plain(Type.FloatingPoint, FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE));
            case BOOLEAN -> {
                Bool.startBool(builder);
                yield plain(Type.Bool, Bool.endBool(builder));
            }
            // Decimals have more digits than any decimal of Arrow: their digits are text, as in JSON.
            case TEXT, DECIMAL -> {
                Utf8.startUtf8(builder);
                yield plain(Type.Utf8, Utf8.endUtf8(builder));
            }
            case BYTES -> {
                Binary.startBinary(builder);
                yield plain(Type.Binary, Binary.endBinary(builder));
            }
            case TIME -> {
                int zone = builder.createString("UTC");
                yield plain(Type.Timestamp, Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, zone));
            }
            case DATE -> plain(Type.Date, Date.createDate(builder, DateUnit.DAY));
            case TIME_OF_DAY -> plain(Type.Time, Time.createTime(builder, TimeUnit.MILLISECOND, Integer.SIZE));
            case DURATION -> plain(Type.Duration, Duration.createDuration(builder, TimeUnit.MILLISECOND));
        };
    }

    private static Written plain(byte type, int offset) {
        return new Written(type, offset, NO_CHILDREN);
    }
}
