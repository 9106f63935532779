package dev.oriel.server;

import dev.oriel.engine.serve.RowFrame;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the values of features as JSON. Times, dates and times of day are texts in ISO 8601, durations seconds, bytes base64,
 * decimals their digits as text (a client would read a number as a float), lists and vectors lists, structs lists of their
 * parts or, if the client asks for it, objects, and rows of a relation an object of columns and values.
 */
final class ValueWriter {
    private static final int MILLI_DIGITS = 3;

    private ValueWriter() {}

    static void write(JsonGenerator json, @Nullable Object value, boolean structsAsObjects) {
        switch (value) {
            case null -> json.writeNull();
            case Long whole -> json.writeNumber(whole);
            case Double decimal -> json.writeNumber(decimal);
            case Boolean flag -> json.writeBoolean(flag);
            case String text -> json.writeString(text);
            case Instant time -> json.writeString(time.toString());
            case LocalDate date -> json.writeString(date.toString());
            case LocalTime time -> json.writeString(time.toString());
            case Duration duration -> json.writeNumber(seconds(duration));
            case BigDecimal number -> json.writeString(number.toPlainString());
            case byte[] bytes -> json.writeString(Base64.getEncoder().encodeToString(bytes));
            case List<?> items -> writeItems(json, items, structsAsObjects);
            case double[] numbers -> json.writeArray(numbers, 0, numbers.length);
            case Map<?, ?> fields -> writeStruct(json, fields, structsAsObjects);
            case RowFrame frame -> writeFrame(json, frame, structsAsObjects);
            default -> throw new IllegalStateException("a feature value of " + value.getClass() + " cannot be written");
        }
    }

    /** With a point only where milliseconds call for one. */
    private static BigDecimal seconds(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), MILLI_DIGITS);
        return duration.toMillisPart() == 0 ? seconds.setScale(0) : seconds;
    }

    private static void writeItems(JsonGenerator json, Iterable<?> items, boolean structsAsObjects) {
        json.writeStartArray();
        for (Object item : items) {
            write(json, item, structsAsObjects);
        }
        json.writeEndArray();
    }

    /** As the clients read it: names of columns, and the values of each. */
    private static void writeFrame(JsonGenerator json, RowFrame frame, boolean structsAsObjects) {
        json.writeStartObject();
        json.writeName("columns");
        writeItems(json, frame.columns(), structsAsObjects);
        json.writeName("values");
        writeItems(json, frame.values(), structsAsObjects);
        json.writeEndObject();
    }

    private static void writeStruct(JsonGenerator json, Map<?, ?> fields, boolean structsAsObjects) {
        if (!structsAsObjects) {
            writeItems(json, fields.values(), false);
            return;
        }
        json.writeStartObject();
        fields.forEach((name, part) -> {
            json.writeName((String) name);
            write(json, part, true);
        });
        json.writeEndObject();
    }

    /** The type as the clients name it; null where they have no name that is known. */
    static @Nullable String primitiveType(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Long ignored -> "<class 'int'>";
            case Double ignored -> "<class 'float'>";
            case Boolean ignored -> "<class 'bool'>";
            case String ignored -> "<class 'str'>";
            case Instant ignored -> "<class 'datetime.datetime'>";
            case LocalDate ignored -> "<class 'datetime.date'>";
            case LocalTime ignored -> "<class 'datetime.time'>";
            case Duration ignored -> "<class 'datetime.timedelta'>";
            case BigDecimal ignored -> "<class 'decimal.Decimal'>";
            case byte[] ignored -> "<class 'bytes'>";
            case List<?> ignored -> "<class 'list'>";
            default -> null;
        };
    }
}
