package dev.oriel.engine.message;

import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** What holds of every JSON message: one object and nothing else, of limited depth and limited digits. */
final class JsonMessages {
    static final int NESTING_MAX = 64;
    static final int NUMBER_DIGITS_MAX = 400;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(NESTING_MAX)
                    .maxNumberLength(NUMBER_DIGITS_MAX)
                    .build())
            .build();

    private JsonMessages() {}

    /** Reads an object, from its opening brace to its closing one. */
    @FunctionalInterface
    interface ObjectReader {
        Object read(JsonParser parser) throws RefusedException;
    }

    /**
     * Reads one message.
     *
     * @throws RefusedException if it is not one JSON object, or the reader refuses that
     */
    static Object read(byte[] json, ObjectReader object) throws RefusedException {
        if (json.length == 0) {
            throw new RefusedException("the message is empty");
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new RefusedException("the message is no JSON object");
            }
            Object message = object.read(parser);
            if (parser.nextToken() != null) {
                throw new RefusedException("more follows after the JSON object");
            }
            return message;
        } catch (JacksonException e) {
            throw new RefusedException("not JSON: " + firstLine(e));
        }
    }

    /** A parser of a part of a message, before its first token. */
    static JsonParser parser(String json) {
        return JSON.createParser(ObjectReadContext.empty(), json);
    }

    private static String firstLine(JacksonException problem) {
        return Objects.requireNonNullElse(problem.getOriginalMessage(), "cannot be read")
                .lines()
                .findFirst()
                .orElse("cannot be read");
    }
}
