package dev.oriel.cli;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** Values of features as they stand in tables. */
final class ValueText {
    /** Doubles of up to this many digits before or after the point are written out. */
    private static final int PLAIN_DIGITS_MAX = 20;

    private ValueText() {}

    /** What an entry of {@code data} holds: its value, or the code of its error. */
    static String ofEntry(JsonNode entry) {
        JsonNode error = entry.path("error");
        return error.isObject() ? ofError(error) : of(entry.path("value"));
    }

    static String ofError(JsonNode error) {
        return "error: " + error.path("code").asString();
    }

    /** One value; lists and structs stay JSON. */
    static String of(JsonNode value) {
        if (value.isContainer()) {
            return value.toString();
        }
        return value.isFloatingPointNumber() ? plain(value.asString()) : value.isNull() ? "null" : value.asString();
    }

    private static String plain(String number) {
        BigDecimal decimal = new BigDecimal(number);
        boolean readable = Math.abs(decimal.scale()) <= PLAIN_DIGITS_MAX && decimal.precision() <= PLAIN_DIGITS_MAX;
        if (!readable) {
            return number;
        }
        // A float stays recognisable as one: 120.0, not 120.
        return (decimal.scale() < 1 ? decimal.setScale(1) : decimal).toPlainString();
    }
}
