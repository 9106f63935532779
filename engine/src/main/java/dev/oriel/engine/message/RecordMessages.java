package dev.oriel.engine.message;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON messages into one record class. What a field is called, whether it may be missing and how its value is read is
 * settled once per class, in {@link RecordShape}; unknown fields are ignored and nothing is coerced from one type to another.
 *
 * <p>A message is read from its bytes, which is fast, and knows plain JSON only; where that is not certain of it, by a parser
 * that knows all. Both give the same, and only the latter refuses.
 */
final class RecordMessages implements MessageReader {
    private final RecordShape shape;

    RecordMessages(Class<? extends Record> message) {
        this(RecordShape.of(message, Set.of()));
    }

    RecordMessages(RecordShape shape) {
        this.shape = shape;
    }

    @Override
    public Object read(byte[] value) throws RefusedException {
        Object message = readPlain(value);
        return message == null ? readGenerally(value) : message;
    }

    /** Reads a message of plain JSON; null where it is not certain to be that. */
    @Nullable
    Object readPlain(byte[] value) throws RefusedException {
        var json = new JsonBytes(value);
        Object message = shape.readPlain(json);
        json.end();
        return json.isDoubtful() ? null : message;
    }

    /** Reads any message. */
    Object readGenerally(byte[] value) throws RefusedException {
        return JsonMessages.read(value, parser -> shape.read(parser, ""));
    }
}
