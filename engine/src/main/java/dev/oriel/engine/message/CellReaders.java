package dev.oriel.engine.message;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Readers of cells, as a row of CSV has them: characters without a type, which become what the component is. So a text takes
 * {@code 00123} and {@code 123} as they stand, and an integer reads the same from both, whether the file has quotes around them or
 * not. What comes as a value of its own type is read as everywhere.
 */
final class CellReaders {
    /** What is made of characters, also where they look like a number. */
    private static final Set<Class<?>> TEXTS = Set.of(String.class, byte[].class, LocalDate.class, LocalTime.class);

    private static final Pattern NUMBER = Pattern.compile("([+-]?)0*([0-9]*)(?:\\.([0-9]*))?([eE][+-]?[0-9]+)?");

    private CellReaders() {}

    /**
     * The reader of cells for a component.
     *
     * @param typed reads the component from JSON
     */
    static JsonValueReader of(Class<?> component, JsonValueReader typed) {
        if (component == String.class) {
            return new JsonValueReader(texts(typed.general()), CellReaders::readText);
        }
        return new JsonValueReader(
                TEXTS.contains(component) ? texts(typed.general()) : others(typed.general()), typed.plain());
    }

    private static JsonValueReader.General texts(JsonValueReader.General typed) {
        return (parser, field) -> isBare(parser.currentToken())
                ? readAgain('"' + parser.getString() + '"', typed, field)
                : typed.read(parser, field);
    }

    private static JsonValueReader.General others(JsonValueReader.General typed) {
        return (parser, field) -> {
            Optional<String> bare =
                    parser.currentToken() == JsonToken.VALUE_STRING ? bare(parser.getString()) : Optional.empty();
            return bare.isPresent() ? readAgain(bare.get(), typed, field) : typed.read(parser, field);
        };
    }

    private static boolean isBare(JsonToken token) {
        return token.isNumeric() || token.isBoolean();
    }

    /** The number or truth of a text, as JSON spells it; empty of others. */
    private static Optional<String> bare(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Optional.of(text);
        }
        Matcher number = NUMBER.matcher(text);
        if (text.length() > JsonMessages.NUMBER_DIGITS_MAX
                || !number.matches()
                || text.chars().noneMatch(Character::isDigit)) {
            return Optional.empty();
        }
        String whole = part(number, 2);
        String fraction = part(number, 3);
        return Optional.of((number.group(1).equals("-") ? "-" : "")
                + (whole.isEmpty() ? "0" : whole)
                + (fraction.isEmpty() ? "" : "." + fraction)
                + part(number, 4));
    }

    private static String part(Matcher matcher, int group) {
        String part = matcher.group(group);
        return part == null ? "" : part;
    }

    private static Object readAgain(String json, JsonValueReader.General typed, String field) throws RefusedException {
        try (JsonParser parser = JsonMessages.parser(json)) {
            parser.nextToken();
            return typed.read(parser, field);
        }
    }

    private static @Nullable Object readText(JsonBytes json) {
        if (json.peek() == '"') {
            return json.readText();
        }
        if (json.passTrue()) {
            return "true";
        }
        if (json.passFalse()) {
            return "false";
        }
        JsonNumber number = json.readNumber();
        return json.isDoubtful() ? null : number.text();
    }
}
