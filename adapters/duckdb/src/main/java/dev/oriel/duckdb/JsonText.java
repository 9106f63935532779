package dev.oriel.duckdb;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lists, vectors and structs as JSON that DuckDB casts to their types: Java functions of DuckDB write no nested vectors. What
 * JSON has no form for is a text that DuckDB reads.
 */
final class JsonText {
    private static final HexFormat ESCAPED = HexFormat.of().withUpperCase().withPrefix("\\x");

    private final StringBuilder text = new StringBuilder();

    /**
     * One value.
     *
     * @param value in the engine's form of the type; a vector may be a {@code double[]}
     */
    static String of(Object value, FeatureType type) {
        var json = new JsonText();
        json.add(value, type);
        return json.text.toString();
    }

    private void add(@Nullable Object value, FeatureType type) {
        if (value == null) {
            text.append("null");
            return;
        }
        switch (type) {
            case FeatureType.Scalar scalar -> addScalar(value, scalar.scalar());
            case FeatureType.Enumeration ignored -> addText(value.toString());
            case FeatureType.ListOf list -> addItems((Collection<?>) value, list.element());
            case FeatureType.VectorOf ignored -> addVector(value);
            case FeatureType.Struct struct -> addStruct((Map<?, ?>) value, struct);
        }
    }

    private void addScalar(Object value, ScalarType type) {
        switch (type) {
            case LONG, DOUBLE, BOOLEAN -> text.append(value);
            case TEXT, TIME, DATE -> addText(value.toString());
            case TIME_OF_DAY -> addText(((LocalTime) value).toString());
            case DURATION -> addText(micros((Duration) value) + " microseconds");
            case DECIMAL -> addText(HandoverColumn.fitting((BigDecimal) value).toPlainString());
            case BYTES -> addText(ESCAPED.formatHex((byte[]) value));
        }
    }

    static long micros(Duration duration) {
        return Math.addExact(
                Math.multiplyExact(duration.getSeconds(), TimeUnit.SECONDS.toMicros(1)),
                TimeUnit.NANOSECONDS.toMicros(duration.getNano()));
    }

    private void addItems(Collection<?> items, FeatureType type) {
        text.append('[');
        String before = "";
        for (Object item : items) {
            text.append(before);
            add(item, type);
            before = ",";
        }
        text.append(']');
    }

    private void addVector(Object value) {
        if (value instanceof double[] numbers) {
            text.append('[');
            for (int i = 0; i < numbers.length; i++) {
                text.append(i == 0 ? "" : ",").append(numbers[i]);
            }
            text.append(']');
        } else {
            addItems((Collection<?>) value, new FeatureType.Scalar(ScalarType.DOUBLE));
        }
    }

    private void addStruct(Map<?, ?> parts, FeatureType.Struct type) {
        text.append('{');
        String before = "";
        for (FeatureType.Field field : type.fields()) {
            text.append(before);
            addText(field.name());
            text.append(':');
            add(parts.get(field.name()), field.type());
            before = ",";
        }
        text.append('}');
    }

    /** A text in quotes. */
    private void addText(String value) {
        text.append('"');
        for (int at = 0; at < value.length(); at++) {
            char character = value.charAt(at);
            if (character == '"' || character == '\\') {
                text.append('\\').append(character);
            } else if (character < ' ') {
                text.append(Objects.requireNonNull("\\u%04x".formatted((int) character)));
            } else {
                text.append(character);
            }
        }
        text.append('"');
    }
}
