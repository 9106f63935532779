package dev.oriel.engine.message;

import dev.oriel.api.EpochTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Readers of single values from the bytes of a message: what {@link JsonScalars} gives, or a doubt. */
final class PlainScalars {
    /** Up to here a float holds every integer. */
    private static final long FLOAT_INTEGER_MAX = 1 << 24;

    private PlainScalars() {}

    static @Nullable Object readLong(JsonBytes json) {
        JsonNumber number = json.readNumber();
        return json.isDoubtful() || !number.isLong() ? doubt(json) : (Object) number.longValue();
    }

    static @Nullable Object readInt(JsonBytes json) {
        JsonNumber number = json.readNumber();
        boolean fits = !json.isDoubtful() && number.isLong() && number.longValue() == (int) number.longValue();
        return fits ? (Object) (int) number.longValue() : doubt(json);
    }

    static @Nullable Object readShort(JsonBytes json) {
        JsonNumber number = json.readNumber();
        boolean fits = !json.isDoubtful() && number.isLong() && number.longValue() == (short) number.longValue();
        return fits ? (Object) (short) number.longValue() : doubt(json);
    }

    static @Nullable Object readDouble(JsonBytes json) {
        JsonNumber number = json.readNumber();
        if (json.isDoubtful() || (number.isWhole() && !number.isLong())) {
            return doubt(json);
        }
        double value = number.doubleValue();
        return Double.isFinite(value) ? (Object) value : doubt(json);
    }

    static @Nullable Object readFloat(JsonBytes json) {
        JsonNumber number = json.readNumber();
        boolean exact = number.isLong() && Math.abs(number.longValue()) <= FLOAT_INTEGER_MAX;
        if (json.isDoubtful() || (number.isWhole() && !exact)) {
            return doubt(json);
        }
        float value = exact ? number.longValue() : Float.parseFloat(number.text());
        return Float.isFinite(value) ? (Object) value : doubt(json);
    }

    static @Nullable Object readBoolean(JsonBytes json) {
        if (json.passTrue()) {
            return true;
        }
        return json.passFalse() ? (Object) false : doubt(json);
    }

    static @Nullable Object readText(JsonBytes json) {
        return json.readText();
    }

    static @Nullable Object readTime(JsonBytes json) {
        Instant time = PlainTimes.read(json);
        return time == null ? parsed(json, json.readText(), JsonScalars::time) : time;
    }

    static @Nullable Object readEpochTime(JsonBytes json, EpochTime.Unit unit) {
        if (json.peek() == '"') {
            return readTime(json);
        }
        JsonNumber number = json.readNumber();
        boolean fits = !json.isDoubtful() && number.isLong() && EventTimes.isHonest(number.longValue(), unit);
        return fits ? EventTimes.at(number.longValue(), unit) : doubt(json);
    }

    static @Nullable Object readDate(JsonBytes json) {
        return parsed(json, json.readText(), LocalDate::parse);
    }

    static @Nullable Object readTimeOfDay(JsonBytes json) {
        return parsed(json, json.readText(), LocalTime::parse);
    }

    static @Nullable Object readDuration(JsonBytes json) {
        if (json.peek() == '"') {
            return parsed(json, json.readText(), JsonScalars::duration);
        }
        Object seconds = readDouble(json);
        return seconds instanceof Double number && Math.abs(number) <= JsonScalars.DURATION_SECONDS_MAX
                ? JsonScalars.duration(number)
                : doubt(json);
    }

    static @Nullable Object readDecimal(JsonBytes json) {
        if (json.peek() == '"') {
            return parsed(json, json.readText(), JsonScalars::decimal);
        }
        JsonNumber number = json.readNumber();
        return parsed(json, json.isDoubtful() ? null : number.text(), JsonScalars::decimal);
    }

    static @Nullable Object readBytes(JsonBytes json) {
        return parsed(json, json.readText(), Base64.getDecoder()::decode);
    }

    static @Nullable Object readConstant(JsonBytes json, Map<String, Object> constants) {
        String name = json.readText();
        Object constant = name == null ? null : constants.get(name);
        return constant == null ? doubt(json) : constant;
    }

    private static @Nullable Object parsed(JsonBytes json, @Nullable String text, Function<String, Object> parse) {
        if (text == null) {
            return null;
        }
        try {
            return parse.apply(text);
        } catch (RuntimeException e) {
            if (!JsonScalars.isRefusal(e)) {
                throw e;
            }
            return doubt(json);
        }
    }

    private static @Nullable Object doubt(JsonBytes json) {
        json.doubt();
        return null;
    }
}
