package dev.oriel.engine.state;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Rows as JSON objects: times in ISO 8601, decimals as their digits in text, bytes in base64, structs as objects. */
public final class RowJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private RowJson() {}

    /** The JSON of values in the engine's form, in the order of the map. */
    public static byte[] bytes(Map<String, @Nullable Object> values) {
        var plain = new LinkedHashMap<String, @Nullable Object>();
        values.forEach((name, value) -> plain.put(name, plain(value)));
        return MAPPER.writeValueAsBytes(plain);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Long number -> number;
            case Double number -> number;
            case Boolean truth -> truth;
            case BigDecimal number -> number.toPlainString();
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            case double[] vector -> Arrays.stream(vector).boxed().toList();
            case List<?> items -> items.stream().map(RowJson::plain).toList();
            case Map<?, ?> fields -> {
                var object = new LinkedHashMap<String, @Nullable Object>();
                fields.forEach((name, field) -> object.put(String.valueOf(name), plain(field)));
                yield object;
            }
            default -> value.toString();
        };
    }
}
