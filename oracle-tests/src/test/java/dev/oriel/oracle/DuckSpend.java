package dev.oriel.oracle;

import dev.oriel.api.Durations;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/** The second judge: which records count, and what windows hold of them, by one statement over all records that were taken. */
final class DuckSpend implements AutoCloseable {
    /** A value that was asked for. */
    record Question(SpendLayer layer, String aggregation, String window, long account, long nowMillis) {}

    private static final String SCHEMA = """
            create or replace table taken (
                place bigint, kind varchar, id varchar, account bigint, amount double, quantity bigint,
                happened bigint, received bigint);
            create or replace table questions (
                question bigint, kind varchar, whole boolean, aggregation varchar, bucket bigint, window_length bigint,
                account bigint, now bigint);
            """;

    /** Ranks: the first of its identity counts once, the latest event is the newest. */
    private static final String ANSWERS = """
            with usable as (
                select * from taken where happened <= received + 300000 and received - happened <= 172800000),
            ranked as (
                select *, row_number() over (partition by kind, id order by place) as arrived,
                    row_number() over (partition by kind, id order by happened desc, place desc) as latest
                from usable),
            counting as (
                select * from ranked
                where kind = 'plain' or (kind = 'once' and arrived = 1) or (kind = 'newest' and latest = 1)),
            answers as (
                select q.question, q.aggregation, count(c.place) as rows,
                    coalesce(sum(if(q.whole, c.quantity, c.amount)), 0) as total, avg(if(q.whole, c.quantity, c.amount)) as mean,
                    min(if(q.whole, c.quantity, c.amount)) as least, max(if(q.whole, c.quantity, c.amount)) as most
                from questions q left join counting c on c.kind = q.kind and c.account = q.account
                    and (c.happened // q.bucket + 1) * q.bucket - 1 > q.now - q.window_length
                    and c.happened // q.bucket <= q.now // q.bucket
                group by q.question, q.aggregation)
            select case aggregation when 'count' then rows when 'sum' then total when 'mean' then mean
                when 'min' then least else most end::double
            from answers order by question
            """;

    private final DuckDBConnection connection;

    DuckSpend() throws SQLException {
        connection = (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
    }

    /** What every question has for an answer; whole numbers as doubles, which they fit in. */
    List<@Nullable Double> answers(List<SpendModel.Row> taken, List<Question> questions) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(SCHEMA);
            load(taken, questions);
            var answers = new ArrayList<@Nullable Double>();
            try (ResultSet result = statement.executeQuery(ANSWERS)) {
                while (result.next()) {
                    answers.add((Double) result.getObject(1));
                }
            }
            return answers;
        }
    }

    private void load(List<SpendModel.Row> taken, List<Question> questions) throws SQLException {
        try (DuckDBAppender rows = connection.createAppender("taken");
                DuckDBAppender asked = connection.createAppender("questions")) {
            for (int place = 0; place < taken.size(); place++) {
                SpendModel.Row row = taken.get(place);
                rows.beginRow().append((long) place).append(row.kind()).append(row.id());
                rows.append(row.account()).append(row.amount()).append(row.quantity());
                rows.append(row.atMillis()).append(row.recordMillis()).endRow();
            }
            for (int place = 0; place < questions.size(); place++) {
                Question question = questions.get(place);
                SpendLayer layer = question.layer();
                asked.beginRow().append((long) place).append(layer.kind());
                asked.append(layer.column().equals("quantity")).append(question.aggregation());
                asked.append(layer.bucketMillis()).append(Durations.millis(question.window()));
                asked.append(question.account()).append(question.nowMillis()).endRow();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
