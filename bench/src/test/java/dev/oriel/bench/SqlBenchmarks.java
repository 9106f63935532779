package dev.oriel.bench;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.duckdb.DuckDbOptions;
import dev.oriel.duckdb.DuckDbSqlEngine;
import dev.oriel.engine.port.SqlEngine;
import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * How long does SQL over the messages of one bin take, warm, from rows in Java to rows in Java? {@code bench/sql} runs it.
 *
 * <p>The contestants take turns, run by run. Each run's result is compared with a loop's before its time counts. The appender is
 * the other way in without another library: rows into a table, the query, and the table emptied; it has no limits, no thread of
 * its own, and reads numbers from the same arrays.
 */
public final class SqlBenchmarks {
    private static final int[] MESSAGES = {10, 100, 1_000, 10_000};
    private static final int WARM_UPS = 300;
    private static final int RUNS = 1_000;
    private static final long SEED = 20_261_121;
    private static final double GOAL_MICROS = 5_000;
    private static final String QUERY = "select user_id as id, count(*) as n from %s where failed group by 1";

    private SqlBenchmarks() {}

    /** Prints the figures. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        Machine.print(out);
        out.printf(
                Locale.ROOT,
                "runs         %,d of each after %,d that do not count, in turns; seed %d%n",
                RUNS,
                WARM_UPS,
                SEED);
        out.println();
        out.println(QUERY.formatted(SqlEngine.MESSAGES));
        out.println("                                  messages   groups     p50 us     p90 us     p99 us");
        try (SqlEngine engine = DuckDbSqlEngine.open(DuckDbOptions.defaults());
                var table = new AppendedTable()) {
            for (int messages : MESSAGES) {
                ask(out, engine, table, new Logins(messages));
            }
        }
    }

    private static void ask(PrintStream out, SqlEngine engine, AppendedTable table, Logins logins) throws Exception {
        SqlEngine.Query query = engine.prepare("bench", QUERY.formatted(SqlEngine.MESSAGES), logins.columns());
        Map<Long, Long> expected = logins.failures();
        long[] handed = new long[RUNS];
        long[] appended = new long[RUNS];
        for (int run = -WARM_UPS; run < RUNS; run++) {
            long start = System.nanoTime();
            SqlEngine.Rows rows = query.run(logins);
            long between = System.nanoTime();
            Map<Long, Long> ofTable = table.run(logins);
            long end = System.nanoTime();
            if (run >= 0) {
                handed[run] = between - start;
                appended[run] = end - between;
            }
            check(expected, counts(rows));
            check(expected, ofTable);
        }
        print(out, "SqlEngine.run", logins, handed);
        print(out, "appender, query, truncate", logins, appended);
        if (logins.count() == 1_000) {
            double micros = micros(handed, 0.5);
            out.printf(
                    Locale.ROOT,
                    "  goal: 1,000 messages at most %,.0f us at the median · measured %,.0f · %s%n",
                    GOAL_MICROS,
                    micros,
                    micros <= GOAL_MICROS ? "met" : "NOT MET");
        }
    }

    private static Map<Long, Long> counts(SqlEngine.Rows rows) {
        Map<Long, Long> counts = new HashMap<>();
        for (Object[] row : rows.rows()) {
            counts.put((Long) row[0], (Long) row[1]);
        }
        return counts;
    }

    private static void check(Map<Long, Long> expected, Map<Long, Long> given) {
        if (!given.equals(expected)) {
            throw new IllegalStateException("'" + given + "' is not '" + expected + "'");
        }
    }

    private static double micros(long[] nanos, double quantile) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[(int) (sorted.length * quantile)] / 1e3;
    }

    private static void print(PrintStream out, String name, Logins logins, long[] nanos) {
        out.printf(
                Locale.ROOT,
                "  %-30s %,9d %,8d %,10.0f %,10.0f %,10.0f%n",
                name,
                logins.count(),
                logins.failures().size(),
                micros(nanos, 0.5),
                micros(nanos, 0.9),
                micros(nanos, 0.99));
        out.flush();
    }

    /** Messages of logins: one user for every twenty, a third failed, with columns that the query does not read. */
    private static final class Logins implements SqlEngine.Messages {
        private final Object[][] values;
        private final int count;

        Logins(int count) {
            this.count = count;
            var random = new Random(SEED);
            values = new Object[4][count];
            for (int message = 0; message < count; message++) {
                values[0][message] = (long) random.nextInt(Math.max(3, count / 20));
                values[1][message] = random.nextInt(3) == 0;
                values[2][message] = "device-" + random.nextInt(1_000);
                values[3][message] = random.nextDouble();
            }
        }

        List<SqlEngine.Column> columns() {
            return List.of(
                    column("user_id", ScalarType.LONG),
                    column("failed", ScalarType.BOOLEAN),
                    column("device", ScalarType.TEXT),
                    column("risk", ScalarType.DOUBLE));
        }

        private static SqlEngine.Column column(String name, ScalarType type) {
            return new SqlEngine.Column(name, new FeatureType.Scalar(type), false);
        }

        Map<Long, Long> failures() {
            Map<Long, Long> failures = new HashMap<>();
            for (int message = 0; message < count; message++) {
                if ((Boolean) values[1][message]) {
                    failures.merge((Long) values[0][message], 1L, Long::sum);
                }
            }
            return failures;
        }

        @Override
        public int count() {
            return count;
        }

        @Override
        public Object value(int column, int message) {
            return values[column][message];
        }
    }

    /** Rows appended to a table, counted and taken away again. */
    private static final class AppendedTable implements AutoCloseable {
        private final DuckDBConnection connection;

        AppendedTable() throws Exception {
            connection = (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
            try (var statement = connection.createStatement()) {
                statement.execute("set threads = 1");
                statement.execute("create table t (user_id bigint, failed boolean, device varchar, risk double)");
            }
        }

        Map<Long, Long> run(Logins logins) throws Exception {
            try (DuckDBAppender rows = connection.createAppender("t")) {
                for (int message = 0; message < logins.count(); message++) {
                    rows.beginRow()
                            .append((long) (Long) logins.value(0, message))
                            .append((boolean) (Boolean) logins.value(1, message))
                            .append((String) logins.value(2, message))
                            .append((double) (Double) logins.value(3, message))
                            .endRow();
                }
            }
            Map<Long, Long> counts = new HashMap<>();
            try (var statement = connection.createStatement()) {
                try (ResultSet result = statement.executeQuery(QUERY.formatted("t"))) {
                    while (result.next()) {
                        counts.put(result.getLong(1), result.getLong(2));
                    }
                }
                statement.execute("truncate t");
            }
            return counts;
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
