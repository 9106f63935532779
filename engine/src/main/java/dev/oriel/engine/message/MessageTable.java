package dev.oriel.engine.message;

import dev.oriel.engine.port.SqlEngine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages of one class as a table that SQL reads, with a column for each of their {@link MessageFields}. */
public final class MessageTable implements SqlEngine.Messages {
    private final MessageFields fields;
    private final List<?> messages;

    /**
     * A table of some messages, which are not copied.
     *
     * @param message class that each of them is of
     * @throws IllegalArgumentException as {@link #columns}
     */
    public MessageTable(Class<?> message, List<?> messages) {
        this.fields = MessageFields.of(message);
        this.messages = messages;
    }

    /**
     * The columns of a class of messages.
     *
     * @throws IllegalArgumentException if SQL cannot read it, as any {@code Map}; the message says what to declare instead
     */
    public static List<SqlEngine.Column> columns(Class<?> message) {
        return MessageFields.of(message).columns();
    }

    @Override
    public int count() {
        return messages.size();
    }

    /**
     * One value, in the engine's form.
     *
     * @throws IllegalArgumentException as {@link MessageFields#value}
     */
    @Override
    public @Nullable Object value(int column, int message) {
        return fields.value(column, messages.get(message));
    }
}
