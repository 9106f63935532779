package dev.oriel.engine.message;

/**
 * Reads JSON messages into maps: any object, by the names that it has. Values are {@code Long}, {@code BigDecimal} for an
 * integer beyond it, {@code Double}, {@code Boolean}, {@code String}, null, and unmodifiable {@code List} and {@code Map}.
 */
final class MapMessages implements MessageReader {
    @Override
    public Object read(byte[] value) throws RefusedException {
        return JsonMessages.read(value, parser -> JsonContainers.readObject(parser, ""));
    }
}
