package dev.oriel.engine.message;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.engine.port.SqlEngine;
import dev.oriel.engine.state.FeatureValues;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one class, as SQL reads them: a record has a column for each component, by its name on the wire; {@code String}
 * and {@code byte[]} have the one column {@link #MESSAGE}.
 */
public final class MessageTable implements SqlEngine.Messages {
    /** The column of messages that are one value. */
    public static final String MESSAGE = "message";

    /** What is known of a class is found once, and forgotten with it when definitions are reloaded. */
    private static final ClassValue<Plan> PLANS = new ClassValue<>() {
        @Override
        protected Plan computeValue(Class<?> message) {
            return Plan.of(message);
        }
    };

    private final Plan plan;
    private final List<?> messages;

    /**
     * A table of some messages, which are not copied.
     *
     * @param message class that each of them is of
     * @throws IllegalArgumentException as {@link #columns}
     */
    public MessageTable(Class<?> message, List<?> messages) {
        this.plan = PLANS.get(message);
        this.messages = messages;
    }

    /**
     * The columns of a class of messages.
     *
     * @throws IllegalArgumentException if SQL cannot read it, as any {@code Map}; the message says what to declare instead
     */
    public static List<SqlEngine.Column> columns(Class<?> message) {
        return PLANS.get(message).columns;
    }

    @Override
    public int count() {
        return messages.size();
    }

    /**
     * One value, in the engine's form.
     *
     * @throws IllegalArgumentException if user code made the message, and made it with a value that its class does not allow
     *     or features cannot have; the message names the component
     */
    @Override
    public @Nullable Object value(int column, int message) {
        return plan.values[column].of(messages.get(message));
    }

    /** Reads one column of a message. */
    @FunctionalInterface
    private interface ColumnValue {
        @Nullable
        Object of(Object message);
    }

    private static final class Plan {
        private final List<SqlEngine.Column> columns;
        private final ColumnValue[] values;

        private Plan(List<SqlEngine.Column> columns, ColumnValue[] values) {
            this.columns = List.copyOf(columns);
            this.values = values;
        }

        private static Plan of(Class<?> message) {
            if (message.isRecord()) {
                List<RecordColumn> columns = RecordColumn.all(message.asSubclass(Record.class), Set.of());
                if (columns.isEmpty()) {
                    throw new IllegalArgumentException(message.getSimpleName()
                            + ": SQL reads the components of a message, and it has none · declare one");
                }
                return new Plan(
                        columns.stream()
                                .map(column -> new SqlEngine.Column(
                                        column.field(), column.form().type(), column.nullable()))
                                .toList(),
                        columns.stream()
                                .map(column -> (ColumnValue) column::value)
                                .toArray(ColumnValue[]::new));
            }
            if (message == String.class) {
                return single(ScalarType.TEXT);
            }
            if (message == byte[].class) {
                return single(ScalarType.BYTES);
            }
            throw new IllegalArgumentException("SQL cannot read messages of '" + message.getTypeName() + "'"
                    + (message == Map.class ? ", whose columns are not known before they come" : "")
                    + " · known are records, String and byte[] · declare a record of the fields that the query reads");
        }

        private static Plan single(ScalarType type) {
            var column = new SqlEngine.Column(MESSAGE, new FeatureType.Scalar(type), false);
            return new Plan(List.of(column), new ColumnValue[] {message -> FeatureValues.normalise(message, type)});
        }
    }
}
