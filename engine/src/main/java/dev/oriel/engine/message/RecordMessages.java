package dev.oriel.engine.message;

import java.util.Set;

/**
 * Reads JSON messages into one record class. What a field is called, whether it may be missing and how its value is read is
 * settled once per class, in {@link RecordShape}; unknown fields are ignored and nothing is coerced from one type to another.
 */
final class RecordMessages implements MessageReader {
    private final RecordShape shape;

    RecordMessages(Class<? extends Record> message) {
        this.shape = RecordShape.of(message, Set.of());
    }

    @Override
    public Object read(byte[] value) throws RefusedException {
        return JsonMessages.read(value, parser -> shape.read(parser, ""));
    }
}
