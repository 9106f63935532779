package dev.oriel.duckdb;

import dev.oriel.engine.port.SqlEngine;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.jspecify.annotations.Nullable;

/**
 * The messages of the run of one connection, as a table function that DuckDB reads by chunks of some thousand rows, and of
 * which it asks for the columns that the query uses. Nothing is copied beyond one chunk.
 */
final class Handover implements DuckDBTableFunction<Object, Handover.Scan, Object> {
    private static final String FUNCTION = "oriel_messages";

    /** What the planner takes for the length of a table whose messages are not there yet. */
    private static final int COUNT_UNKNOWN = 1000;

    /** A value that has no form in SQL. */
    record Unfit(String column, String known, String toDo) {}

    /** How far one scan of the messages has come; a query that names them twice scans them twice. */
    static final class Scan {
        private final int[] columns;
        private int next;

        Scan(int[] columns) {
            this.columns = columns;
        }
    }

    /* Taken for each chunk, so that end() can promise that the messages are no longer touched. */
    private final ReentrantLock lock = new ReentrantLock();

    private List<HandoverColumn> columns = List.of();
    private SqlEngine.@Nullable Messages messages;
    private @Nullable Unfit unfit;
    private @Nullable RuntimeException failure;

    /** Makes the function known to a database that nobody else uses. */
    void register(DuckDBConnection connection) throws SQLException {
        try (var function = DuckDBFunctions.tableFunction()) {
            function.withName(FUNCTION)
                    .withProjectionPushdown()
                    .withFunction(this)
                    .register(connection);
        }
    }

    /** A query of the messages with their types. */
    static String select(List<HandoverColumn> columns) {
        return columns.stream()
                .map(HandoverColumn::expression)
                .collect(Collectors.joining(", ", "select ", " from " + FUNCTION + "()"));
    }

    /** What is handed over from now on: columns, and messages unless a query is only looked at. */
    void begin(List<HandoverColumn> ofColumns, SqlEngine.@Nullable Messages ofMessages) {
        lock.lock();
        try {
            columns = ofColumns;
            messages = ofMessages;
            unfit = null;
            failure = null;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets the messages: once it returns, they are not touched again. Called by any thread; waits for one chunk at most. */
    void end() {
        lock.lock();
        try {
            messages = null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The value because of which DuckDB could not read on.
     *
     * @throws RuntimeException if the messages themselves threw it
     */
    Optional<Unfit> unfit() {
        lock.lock();
        try {
            if (failure != null) {
                throw failure;
            }
            return Optional.ofNullable(unfit);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Object bind(DuckDBTableFunctionBindInfo info) {
        lock.lock();
        try {
            for (HandoverColumn column : columns) {
                info.addResultColumn(column.column().name(), column.form().type());
            }
            // Never as exact: a plan made for no messages must not answer for some.
            info.setCardinality(messages == null ? COUNT_UNKNOWN : messages.count(), false);
            return columns;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Scan init(DuckDBTableFunctionInitInfo info) {
        // One thread: the order of the messages is kept.
        info.setMaxThreads(1);
        int[] read = new int[Math.toIntExact(info.getColumnCount())];
        for (int i = 0; i < read.length; i++) {
            read[i] = Math.toIntExact(info.getColumnIndex(i));
        }
        return new Scan(read);
    }

    @Override
    public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk) {
        Scan scan = info.getInitData();
        lock.lock();
        try {
            SqlEngine.Messages from = messages;
            if (from == null) {
                throw new IllegalStateException("the run is over");
            }
            int count = (int) Math.min(chunk.capacity(), from.count() - scan.next);
            for (int i = 0; i < scan.columns.length && count > 0; i++) {
                write(chunk, i, scan, count);
            }
            scan.next += count;
            return count;
        } finally {
            lock.unlock();
        }
    }

    private void write(DuckDBDataChunkWriter chunk, int i, Scan scan, int count) {
        SqlEngine.Messages from = messages;
        int index = scan.columns[i];
        if (from == null || index < 0 || index >= columns.size()) {
            // A query that needs no column still asks for one that is none, such as the number of the row.
            return;
        }
        HandoverColumn column = columns.get(index);
        try {
            column.write(chunk.vector(i), message -> from.value(index, message), scan.next, count);
        } catch (HandoverColumn.TooManyDigits e) {
            unfit = new Unfit(
                    column.column().name(),
                    "'%s' has more than '%d' digits before the point, or more than '%d' after it"
                            .formatted(
                                    e.getMessage(),
                                    HandoverColumn.DECIMAL_DIGITS - HandoverColumn.DECIMAL_SCALE,
                                    HandoverColumn.DECIMAL_SCALE),
                    "round it in the message, or leave the column out");
            throw e;
        } catch (ArithmeticException e) {
            unfit = new Unfit(
                    column.column().name(),
                    "a time or duration exceeds what microseconds can count",
                    "correct the message, or leave the column out");
            throw e;
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }
}
