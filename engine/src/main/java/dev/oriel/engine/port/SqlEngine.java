package dev.oriel.engine.port;

import dev.oriel.api.definition.FeatureType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs SQL over messages. The SQL is that of definitions, as trusted as their Java; memory and time are limited all the same. */
public interface SqlEngine extends AutoCloseable {
    /** How SQL names the messages that it is run over. */
    String MESSAGES = "{messages}";

    /**
     * A column of the messages, as SQL sees it.
     *
     * @param name in the spelling of the wire: {@code user_id}
     * @param nullable whether a message may have no value
     */
    record Column(String name, FeatureType type, boolean nullable) {}

    /**
     * The messages of one run, by column. Used by one thread for the length of the run.
     */
    interface Messages {
        /** How many messages there are. */
        int count();

        /**
         * One value, in the engine's form of its column's type: {@code Long}, {@code Double}, {@code Boolean}, {@code String},
         * {@code Instant}, {@code LocalDate}, {@code LocalTime}, {@code Duration}, {@code BigDecimal}, {@code byte[]}, a
         * {@code List} of these, or a {@code Map} by field name.
         */
        @Nullable
        Object value(int column, int message);
    }

    /**
     * What a query gave.
     *
     * @param columns names, in the query's order
     * @param rows values by column, in the forms of {@link Messages#value}; integers of any width are {@code Long}, decimals
     *     {@code BigDecimal}
     */
    record Rows(List<String> columns, List<@Nullable Object[]> rows) {
        /** Copies the lists. */
        public Rows {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /** A query, prepared once and run any number of times, by any threads. */
    interface Query {
        /**
         * Names of the result's columns, known without running it.
         */
        List<String> columns();

        /**
         * Runs the query over some messages.
         *
         * @throws SqlException if it fails, or exceeds its memory, its time or the most rows it may give
         */
        Rows run(Messages messages) throws SqlException;
    }

    /**
     * Prepares one {@code select} over messages of a form.
     *
     * @param name of the resolver, for messages about it
     * @param sql with {@link #MESSAGES} where the table is named
     * @throws SqlException if it is no single query, or wrong for these columns
     */
    Query prepare(String name, String sql, List<Column> messages) throws SqlException;

    @Override
    void close();
}
