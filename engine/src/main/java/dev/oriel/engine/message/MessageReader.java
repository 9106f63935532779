package dev.oriel.engine.message;

import dev.oriel.api.FileSource;
import dev.oriel.api.Source;
import java.util.Map;

/**
 * Reads the bytes of a message into the Java form that a resolver declared. Used by any threads; the classes of a project
 * have one each, so what can be settled once per class is settled when it is made.
 */
public sealed interface MessageReader permits RecordMessages, MapMessages, TextMessages, BytesMessages {
    /**
     * A reader of one form: a record, read from a JSON object; {@code Map}, any JSON object; {@code String}, text in UTF-8;
     * {@code byte[]}, as it is.
     *
     * @throws IllegalArgumentException if it is none of these, or a component of the record has a type that no JSON value is
     *     read into; the message says which
     */
    static MessageReader of(Class<?> message) {
        if (message.isRecord()) {
            return new RecordMessages(message.asSubclass(Record.class));
        }
        if (message == Map.class) {
            return new MapMessages();
        }
        if (message == String.class) {
            return new TextMessages();
        }
        if (message == byte[].class) {
            return new BytesMessages();
        }
        throw new IllegalArgumentException("no message is read into '" + message.getTypeName()
                + "' · known are records, String, byte[] and, by streamMaps, Map · declare a record of its fields");
    }

    /**
     * A reader of what a source gives. The values of CSV have no type: a component takes the characters of its cell, quoted or not,
     * as what it is declared to be. All else is as {@link #of(Class)} has it.
     *
     * @throws IllegalArgumentException as {@link #of(Class)}
     */
    static MessageReader of(Class<?> message, Source source) {
        boolean cells = source instanceof FileSource file && file.format() == FileSource.Format.CSV;
        return cells && message.isRecord()
                ? new RecordMessages(RecordShape.ofCells(message.asSubclass(Record.class)))
                : of(message);
    }

    /**
     * Reads one message.
     *
     * @return an instance of the class that this is the reader of; a {@code byte[]} is the given one, not a copy
     * @throws RefusedException if it cannot be read; the reason names the field where one is to blame
     */
    Object read(byte[] value) throws RefusedException;
}
