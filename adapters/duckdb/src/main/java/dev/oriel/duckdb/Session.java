package dev.oriel.duckdb;

import dev.oriel.engine.port.SqlEngine;
import dev.oriel.engine.port.SqlException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database of its own with one connection and one thread, for one run at a time. Its statements stay prepared. What says so
 * is called by any thread; all else by its own, through {@link #submit}.
 */
final class Session {
    /** Queries that a session keeps prepared; the one that was run longest ago leaves. */
    static final int QUERIES_MAX = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** DuckDB reads nested SQL by recursion; with this, {@link SqlText#DEPTH_MAX} is far from the end. */
    private static final long STACK_BYTES = 16 << 20;

    /** What DuckDB's parser says of a text, without executing it: whether it is wrong, how, and how many statements it is. */
    private static final String INSPECT =
            "select j->>'$.error', j->>'$.error_type', json_array_length(j->'$.statements')"
                    + " from (select json_serialize_sql(?) as j)";

    private final DuckDbOptions options;
    private final DuckDBConnection connection;
    private final ExecutorService thread;
    private final Handover handover = new Handover();
    /** By the table of their messages. */
    private final Map<String, DuckDBPreparedStatement> statements = new LinkedHashMap<>(16, 0.75f, true);

    private volatile @Nullable DuckDBPreparedStatement running;

    private Session(DuckDbOptions options, DuckDBConnection connection) {
        this.options = options;
        this.connection = connection;
        thread = Executors.newSingleThreadExecutor(work -> {
            var made = new Thread(null, work, "oriel-sql", STACK_BYTES);
            made.setDaemon(true);
            return made;
        });
    }

    /** An empty database in memory that opens no file and no socket, and whose settings nobody changes any more. */
    static Session open(DuckDbOptions options) throws SQLException {
        DuckDBConnection connection = connect();
        boolean opened = false;
        try (var statement = connection.createStatement()) {
            for (String setting : settings(options)) {
                statement.execute("set " + setting);
            }
            var session = new Session(options, connection);
            session.handover.register(connection);
            opened = true;
            return session;
        } finally {
            if (!opened) {
                connection.close();
            }
        }
    }

    private static DuckDBConnection connect() throws SQLException {
        var properties = new Properties();
        // Results are counted as they come: DuckDB's limit of memory does not see those that it holds as a whole.
        properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        return (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", properties);
    }

    private static List<String> settings(DuckDbOptions options) {
        return List.of(
                "threads = " + options.threads(),
                "memory_limit = '" + options.memoryBytesMax() / 1024 + "KiB'",
                // Nowhere: what does not fit into memory fails, instead of filling a disk.
                "temp_directory = ''",
                "TimeZone = 'UTC'",
                "preserve_insertion_order = true",
                "autoinstall_known_extensions = false",
                "autoload_known_extensions = false",
                "allow_community_extensions = false",
                "enable_external_access = false",
                "lock_configuration = true");
    }

    /** Does something in the session's thread. Called by any thread. */
    <T> Future<T> submit(Callable<T> task) {
        return thread.submit(task);
    }

    /** Asks DuckDB to stop what it does, which it may not notice. Called by any thread. */
    void cancel() {
        DuckDBPreparedStatement statement = running;
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                LOG.debug("a statement could not be cancelled", e);
            }
        }
    }

    /** From now on no messages are touched. Called by any thread. */
    void forgetMessages() {
        handover.end();
    }

    /** Stops what it does and frees what it holds; waits for both. Called by any thread. */
    void close() {
        thread.shutdown();
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing was written that could be lost.
            LOG.warn("SQL engine · a connection was not closed · {} · nothing is to be done", e.getMessage());
        }
    }

    /** Refuses what is not one select. Nothing of it is executed: a driver runs all but the last of several statements. */
    void inspect(PreparedSql query) throws SqlException {
        try (PreparedStatement statement = connection.prepareStatement(INSPECT)) {
            statement.setString(1, query.text().sql());
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                boolean wrong = Boolean.parseBoolean(result.getString(1));
                if (!wrong && result.getInt(3) != 1) {
                    throw query.failures().notOneStatement(result.getInt(3));
                }
                // A syntax error is told when it is prepared, with its place.
                if (wrong && !String.valueOf(result.getString(2)).equals("parser")) {
                    throw query.failures().noQuery();
                }
            }
        } catch (SQLException e) {
            throw query.failures().failed(e, 0);
        }
    }

    /** Prepares a query that was inspected, and tells what it gives. */
    PreparedSql.Shape prepare(PreparedSql query) throws SqlException {
        handover.begin(query.handed(), null);
        try {
            execute(query.view());
            try (DuckDBPreparedStatement statement =
                    connection.prepare(query.text().body())) {
                PreparedSql.Shape shape = shape(query, statement);
                // What is executed may not be what was just looked at.
                connection.prepare(query.executed(shape)).close();
                return shape;
            } finally {
                execute("drop view " + query.table());
            }
        } catch (SQLException e) {
            throw query.failures()
                    .wrong(
                            e,
                            query.handed().stream().map(HandoverColumn::column).toList(),
                            Failures.isOfParser(e) ? wordsOfSql(query, e) : List.of());
        } finally {
            handover.end();
        }
    }

    /* Columns that the query names without quotes, and that DuckDB does not read as columns so: "at" since it has AT (…). */
    private List<String> wordsOfSql(PreparedSql query, SQLException told) {
        List<String> words = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(INSPECT)) {
            for (HandoverColumn handed : query.handed()) {
                String name = handed.column().name();
                statement.setString(1, "select " + name + " from m");
                try (ResultSet result = statement.executeQuery()) {
                    result.next();
                    if (Boolean.parseBoolean(result.getString(1))
                            && isWordOf(query.text().sql(), name)) {
                        words.add(name);
                    }
                }
            }
        } catch (SQLException e) {
            told.addSuppressed(e);
        }
        return words;
    }

    private static boolean isWordOf(String sql, String name) {
        return Pattern.compile("(?i)(?<![\\w.\"])" + Pattern.quote(name) + "(?![\\w\"])")
                .matcher(sql)
                .find();
    }

    private static PreparedSql.Shape shape(PreparedSql query, DuckDBPreparedStatement statement)
            throws SQLException, SqlException {
        int parameters = statement.getParameterMetaData().getParameterCount();
        if (parameters > 0) {
            throw query.failures().hasParameters(parameters);
        }
        var given = statement.getMetaData();
        List<String> names = new ArrayList<>();
        List<ResultType> types = new ArrayList<>();
        for (int i = 1; i <= given.getColumnCount(); i++) {
            String name = given.getColumnName(i);
            String type = given.getColumnTypeName(i);
            names.add(name);
            types.add(ResultType.of(type).orElseThrow(() -> query.failures().unreadableType(name, type)));
        }
        return new PreparedSql.Shape(names, types);
    }

    /** Runs a query that this session or another looked at. */
    SqlEngine.Rows run(PreparedSql.Ready ready, SqlEngine.Messages messages) throws SqlException {
        PreparedSql query = ready.query();
        handover.begin(query.handed(), messages);
        boolean done = false;
        try {
            DuckDBPreparedStatement statement = prepared(ready);
            running = statement;
            try (ResultSet result = statement.executeQuery()) {
                SqlEngine.Rows rows = rows(ready, messages, result);
                done = true;
                return rows;
            }
        } catch (SQLException e) {
            Optional<Handover.Unfit> unfit = handover.unfit();
            if (unfit.isPresent()) {
                throw query.failures().notHandedOver(unfit.get());
            }
            throw query.failures().failed(reason(ready, e), messages.count());
        } finally {
            running = null;
            handover.end();
            if (!done) {
                // The driver closes a statement that failed.
                forget(query.table());
            }
        }
    }

    private SqlEngine.Rows rows(PreparedSql.Ready ready, SqlEngine.Messages messages, ResultSet result)
            throws SQLException, SqlException {
        Failures failures = ready.query().failures();
        List<ResultType> types = ready.shape().types();
        List<@Nullable Object[]> rows = new ArrayList<>();
        var values = new ResultValues();
        while (result.next()) {
            if (rows.size() == options.rowsMax()) {
                throw failures.tooManyRows(messages.count());
            }
            @Nullable Object[] row = new Object[types.size()];
            for (int i = 0; i < row.length; i++) {
                try {
                    row[i] = values.read(result, i + 1, types.get(i));
                } catch (ResultValues.Formless e) {
                    throw failures.hasNoForm(ready.shape().names().get(i), String.valueOf(e.getMessage()));
                }
            }
            rows.add(row);
            if (values.bytes() > options.memoryBytesMax()) {
                throw failures.tooManyBytes(messages.count());
            }
        }
        return new SqlEngine.Rows(ready.shape().names(), rows);
    }

    /*
     * Why a run failed. With results that come row by row the driver loses the reason ("Invalid result set"); its other way of
     * running tells it. The second run ends as the first did, and within the same limits.
     */
    private SQLException reason(PreparedSql.Ready ready, SQLException e) {
        if (!String.valueOf(e.getMessage()).contains("Invalid result set")) {
            return e;
        }
        try (DuckDBPreparedStatement statement = connection.prepare(ready.executed())) {
            running = statement;
            try (DuckDBChunkedResult result = statement.query()) {
                while (result.nextChunk()) {
                    result.chunk();
                }
            }
            return e;
        } catch (SQLException told) {
            return told;
        }
    }

    private DuckDBPreparedStatement prepared(PreparedSql.Ready ready) throws SQLException {
        String table = ready.query().table();
        DuckDBPreparedStatement known = statements.get(table);
        if (known != null) {
            return known;
        }
        execute(ready.query().view());
        DuckDBPreparedStatement made = connection.prepare(ready.executed());
        statements.put(table, made);
        if (statements.size() > QUERIES_MAX) {
            String longestUnused = statements.keySet().iterator().next();
            forget(longestUnused);
            execute("drop view " + longestUnused);
        }
        return made;
    }

    private void forget(String table) {
        DuckDBPreparedStatement left = statements.remove(table);
        if (left != null) {
            try {
                left.close();
            } catch (SQLException e) {
                LOG.debug("a statement could not be closed", e);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
