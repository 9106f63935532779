package dev.oriel.engine.message;

/** Messages that are bytes to the engine. */
final class BytesMessages implements MessageReader {
    @Override
    public byte[] read(byte[] value) {
        return value;
    }
}
