package dev.oriel.oracle;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/** Events and questions in tables of DuckDB, and the answers of one statement for all of them: no line shared with the kernel. */
final class DuckOracle implements AutoCloseable {
    /** Which events a bucketed window holds: those of every bucket that shares a millisecond with {@code (now - window, now]}. */
    static final String BUCKETS_THAT_OVERLAP = """
            e.bucket_start <= q.now and e.bucket_start + e.bucket - 1 > q.now - q.window_length
            """;

    /** Which events an exact window holds. */
    static final String TO_THE_MILLISECOND = """
            e.happened > q.now - q.window_length and e.happened <= q.now
            """;

    /** The remainder takes the sign of what is divided, hence the sum: a bucket starts at or before each of its events. */
    private static final String SCHEMA = """
            create table streams (stream bigint, bucket bigint, origin bigint);
            create table rows (stream bigint, happened bigint, counted bigint, amount double, flag boolean);
            create table questions (stream bigint, question bigint, now bigint, window_length bigint);
            create view events as
                select r.*, s.bucket, r.happened - ((r.happened - s.origin) % s.bucket + s.bucket) % s.bucket as bucket_start
                from rows r join streams s using (stream);
            """;

    private final DuckDBConnection connection;

    private DuckOracle(DuckDBConnection connection) {
        this.connection = connection;
    }

    /** The places of the streams, and of the questions about them, are their numbers in the tables. */
    static DuckOracle of(List<RandomStream> streams) throws SQLException {
        var connection = (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        var oracle = new DuckOracle(connection);
        try (var statement = connection.createStatement()) {
            statement.execute(SCHEMA);
        }
        try (DuckDBAppender settings = connection.createAppender("streams");
                DuckDBAppender rows = connection.createAppender("rows");
                DuckDBAppender questions = connection.createAppender("questions")) {
            for (int stream = 0; stream < streams.size(); stream++) {
                load(stream, streams.get(stream), settings, rows, questions);
            }
        }
        return oracle;
    }

    private static void load(
            long number, RandomStream stream, DuckDBAppender settings, DuckDBAppender rows, DuckDBAppender questions)
            throws SQLException {
        settings.beginRow()
                .append(number)
                .append(stream.bucketMillis())
                .append(stream.originMillis())
                .endRow();
        for (RandomStream.Row row : stream.rows()) {
            rows.beginRow().append(number).append(row.atMillis());
            rows.append(row.count()).append(row.amount()).append(row.flag()).endRow();
        }
        for (int question = 0; question < stream.questions().size(); question++) {
            RandomStream.Question asked = stream.questions().get(question);
            questions.beginRow().append(number).append((long) question);
            questions.append(asked.nowMillis()).append(asked.windowMillis()).endRow();
        }
    }

    /** What every question has for an answer, by name, in the order of streams and questions: a Long, a Double or null. */
    List<Map<String, @Nullable Object>> answers(String whichEvents) throws SQLException {
        var answers = new ArrayList<Map<String, @Nullable Object>>();
        try (var statement = connection.createStatement();
                ResultSet result = statement.executeQuery(statement(whichEvents))) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                var answer = new LinkedHashMap<String, @Nullable Object>();
                for (int column = 3; column <= columns; column++) {
                    answer.put(result.getMetaData().getColumnLabel(column), value(result.getObject(column)));
                }
                answers.add(answer);
            }
        }
        return answers;
    }

    private static String statement(String whichEvents) {
        return """
                select q.stream, q.question, count(e.happened) as "count",
                coalesce(sum(e.counted), 0)::varchar as "counted sum", avg(e.counted) as "counted mean",
                min(e.counted) as "counted min", max(e.counted) as "counted max",
                var_samp(e.counted) as "counted var", stddev_samp(e.counted) as "counted std",
                coalesce(sum(e.amount), 0) as "amount sum", avg(e.amount) as "amount mean",
                min(e.amount) as "amount min", max(e.amount) as "amount max",
                var_samp(e.amount) as "amount var", stddev_samp(e.amount) as "amount std",
                coalesce(bool_or(e.flag), false) as "flag any", coalesce(bool_and(e.flag), true) as "flag all"
                from questions q left join events e on e.stream = q.stream and
                """ + whichEvents + """
                group by q.stream, q.question order by q.stream, q.question
                """;
    }

    private static @Nullable Object value(@Nullable Object found) {
        return switch (found) {
            case null -> null;
            case Double number -> number;
            case Boolean flag -> flag ? 1L : 0L;
            case Long number -> number;
            case String digits -> new BigDecimal(digits).longValueExact();
            default -> throw new AssertionError("a value of " + found.getClass());
        };
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
