package dev.oriel.engine.message;

import java.util.Objects;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON messages into one record class. What a field is called, whether it may be missing and how its value is read is
 * settled once per class, in {@link RecordShape}; unknown fields are ignored and nothing is coerced from one type to another.
 */
public final class MessageReader {
    private static final int NESTING_MAX = 64;
    private static final int NUMBER_DIGITS_MAX = 400;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(NESTING_MAX)
                    .maxNumberLength(NUMBER_DIGITS_MAX)
                    .build())
            .build();

    private final RecordShape shape;

    /**
     * A reader of one class.
     *
     * @throws IllegalArgumentException if a component has a type that no JSON value is read into
     */
    public MessageReader(Class<? extends Record> message) {
        this.shape = RecordShape.of(message, Set.of());
    }

    /**
     * Reads one message.
     *
     * @throws RefusedException if it cannot be read; the reason names the field where one is to blame
     */
    public Record read(byte[] json) throws RefusedException {
        if (json.length == 0) {
            throw new RefusedException("the message is empty");
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new RefusedException("the message is no JSON object");
            }
            Record record = shape.read(parser, "");
            if (parser.nextToken() != null) {
                throw new RefusedException("more follows after the JSON object");
            }
            return record;
        } catch (JacksonException e) {
            throw new RefusedException("not JSON: " + firstLine(e));
        }
    }

    private static String firstLine(JacksonException problem) {
        return Objects.requireNonNullElse(problem.getOriginalMessage(), "cannot be read")
                .lines()
                .findFirst()
                .orElse("cannot be read");
    }
}
