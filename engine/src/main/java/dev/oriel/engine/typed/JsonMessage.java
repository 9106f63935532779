package dev.oriel.engine.typed;

import dev.oriel.api.Named;
import dev.oriel.api.definition.Names;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes records as a producer of messages does: fields in snake case or as {@link Named} says, times in ISO 8601. */
public final class JsonMessage {
    private static final int FIRST_PRINTABLE = 0x20;

    private final StringBuilder json = new StringBuilder();

    private JsonMessage() {}

    /**
     * The JSON object of a record.
     *
     * @throws IllegalArgumentException if a value is of a type that messages do not carry
     */
    public static String of(Record message) {
        var writer = new JsonMessage();
        writer.object(message, message.getClass().getSimpleName());
        return writer.json.toString();
    }

    private void value(@Nullable Object value, String place) {
        switch (value) {
            case null -> json.append("null");
            case Double number -> json.append(finite(number, place));
            case Float number -> json.append(finite(number.doubleValue(), place));
            case Number number -> json.append(number);
            case Boolean truth -> json.append(truth);
            case Enum<?> word -> text(word.name());
            case String text -> text(text);
            case Instant time -> text(time.toString());
            case LocalDate date -> text(date.toString());
            case LocalTime time -> text(time.toString());
            case Duration duration -> text(duration.toString());
            case byte[] bytes -> text(Base64.getEncoder().encodeToString(bytes));
            case Collection<?> items -> list(items, place);
            case Map<?, ?> entries -> map(entries, place);
            case Record part -> object(part, place);
            default -> other(value, place);
        }
    }

    private void other(Object value, String place) {
        if (!value.getClass().isArray()) {
            throw new IllegalArgumentException(place + " · a message cannot carry '"
                    + value.getClass().getTypeName()
                    + "' · numbers, booleans, text, enums, dates, times, durations, bytes, records, and collections, arrays"
                    + " and maps of these are known · write the JSON of the message yourself");
        }
        list(
                IntStream.range(0, Array.getLength(value))
                        .mapToObj(item -> Array.get(value, item))
                        .collect(Collectors.toCollection(ArrayList::new)),
                place);
    }

    private void map(Map<?, ?> entries, String place) {
        String separator = "{";
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            json.append(separator);
            text(String.valueOf(entry.getKey()));
            json.append(':');
            value(entry.getValue(), place + "." + entry.getKey());
            separator = ",";
        }
        json.append(separator.equals("{") ? "{}" : "}");
    }

    private static double finite(double number, String place) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(place + " · '" + number
                    + "' cannot be written as JSON · finite numbers can · write the JSON of the message yourself");
        }
        return number;
    }

    private void object(Record message, String place) {
        String separator = "{";
        for (RecordComponent component : message.getClass().getRecordComponents()) {
            Named named = component.getAnnotation(Named.class);
            json.append(separator);
            text(named == null ? Names.snakeCase(component.getName()) : named.value());
            json.append(':');
            value(read(component, message), place + "." + component.getName());
            separator = ",";
        }
        json.append(separator.equals("{") ? "{}" : "}");
    }

    private static @Nullable Object read(RecordComponent component, Record message) {
        try {
            // The record may be nested in a class that nobody else sees.
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(message);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    message.getClass().getSimpleName() + "." + component.getName() + " · it cannot be read · " + e, e);
        }
    }

    private void list(Collection<?> items, String place) {
        String separator = "[";
        for (Object item : items) {
            json.append(separator);
            value(item, place);
            separator = ",";
        }
        json.append(separator.equals("[") ? "[]" : "]");
    }

    private void text(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            // Half a character has no bytes of its own: it is written as what it is.
            if (character < FIRST_PRINTABLE || Character.isSurrogate(character)) {
                json.append(String.format("\\u%04x", (int) character));
            } else {
                json.append(character == '"' || character == '\\' ? "\\" : "").append(character);
            }
        }
        json.append('"');
    }
}
