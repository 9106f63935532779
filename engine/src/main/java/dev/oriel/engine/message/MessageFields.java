package dev.oriel.engine.message;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.engine.port.SqlEngine;
import dev.oriel.engine.state.FeatureValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What SQL and expressions read of the messages of one class: of a record its components, by their names on the wire; of
 * {@code String} and {@code byte[]} the one field {@link #MESSAGE}. Found once for each class. For any threads.
 */
public final class MessageFields {
    /** The field of messages that are one value. */
    public static final String MESSAGE = "message";

    /** What is known of a class is found once, and forgotten with it when definitions are reloaded. */
    private static final ClassValue<MessageFields> FIELDS = new ClassValue<>() {
        @Override
        protected MessageFields computeValue(Class<?> message) {
            return newFields(message);
        }
    };

    private final Class<?> message;
    private final List<SqlEngine.Column> columns;
    private final FieldValue[] values;

    private MessageFields(Class<?> message, List<SqlEngine.Column> columns, FieldValue[] values) {
        this.message = message;
        this.columns = List.copyOf(columns);
        this.values = values;
    }

    /** Reads one field of a message. */
    @FunctionalInterface
    private interface FieldValue {
        @Nullable
        Object of(Object message);
    }

    /**
     * The fields of a class of messages.
     *
     * @throws IllegalArgumentException if they are not known, as those of any {@code Map}, or one has a type that features do not
     *     have; the message says what to declare instead
     */
    public static MessageFields of(Class<?> message) {
        return FIELDS.get(message);
    }

    private static MessageFields newFields(Class<?> message) {
        if (message.isRecord()) {
            List<RecordColumn> columns = RecordColumn.all(message.asSubclass(Record.class), Set.of());
            if (columns.isEmpty()) {
                throw new IllegalArgumentException(message.getSimpleName()
                        + ": SQL and expressions read the components of a message, and it has none · declare one");
            }
            return new MessageFields(
                    message,
                    columns.stream()
                            .map(column -> new SqlEngine.Column(
                                    column.field(), column.form().type(), column.nullable()))
                            .toList(),
                    columns.stream().map(column -> (FieldValue) column::value).toArray(FieldValue[]::new));
        }
        if (message == String.class) {
            return single(message, ScalarType.TEXT);
        }
        if (message == byte[].class) {
            return single(message, ScalarType.BYTES);
        }
        throw new IllegalArgumentException(
                "neither SQL nor expressions read messages of '" + message.getTypeName() + "'"
                        + (message == Map.class ? ", whose fields are not known before they come" : "")
                        + " · known are records, String and byte[] · declare a record of the fields that are read");
    }

    private static MessageFields single(Class<?> message, ScalarType type) {
        var column = new SqlEngine.Column(MESSAGE, new FeatureType.Scalar(type), false);
        return new MessageFields(
                message, List.of(column), new FieldValue[] {value -> FeatureValues.normalise(value, type)});
    }

    /** The fields, in the order of the components. */
    public List<SqlEngine.Column> columns() {
        return columns;
    }

    /** The fields as the parts of one value, which is the message. */
    public FeatureType.Struct struct() {
        return new FeatureType.Struct(
                Optional.ofNullable(message.getCanonicalName()).orElse(message.getName()),
                columns.stream()
                        .map(column ->
                                new FeatureType.Field(column.name(), column.name(), column.type(), column.nullable()))
                        .toList());
    }

    /**
     * One field of a message, in the engine's form.
     *
     * @param field place among the columns
     * @throws IllegalArgumentException if user code made the message, and made it with a value that its class does not allow
     *     or features cannot have; the message names the component
     */
    public @Nullable Object value(int field, Object of) {
        return values[field].of(of);
    }
}
