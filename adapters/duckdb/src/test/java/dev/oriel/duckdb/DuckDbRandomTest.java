package dev.oriel.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.definition.ScalarType;
import dev.oriel.engine.port.SqlEngine;
import dev.oriel.testkit.contract.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random tables against loops of Java, by one thread and by many. */
class DuckDbRandomTest {
    private static final int TABLES = 150;
    private static final int THREADS = 6;

    /** The counts, sums, least and greatest values of one group; null where SQL has null. */
    private static final class Group {
        private long rows;
        private long values;
        private long sum;
        private long min = Long.MAX_VALUE;
        private long max = Long.MIN_VALUE;

        void add(@Nullable Long value) {
            rows++;
            if (value != null) {
                values++;
                sum += value;
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }

        List<@Nullable Object> row(@Nullable Object key) {
            boolean none = values == 0;
            return Arrays.asList(key, rows, values, none ? null : sum, none ? null : min, none ? null : max);
        }
    }

    /** A table, a query over it and what a loop makes of it. */
    private record Case(Table table, String sql, List<List<@Nullable Object>> expected) {
        static Case random(Random random) {
            int rows = List.of(0, 1, 3, 50, 2047, 2048, 2049, 5000).get(random.nextInt(8));
            int keys = 1 + random.nextInt(40);
            long border = random.nextInt(100);
            boolean textKey = random.nextBoolean();
            Table table = new Table()
                    .column("number", ScalarType.LONG)
                    .column("word", ScalarType.TEXT)
                    .column("amount", ScalarType.LONG)
                    .column("kept", ScalarType.BOOLEAN);
            Map<@Nullable Object, Group> groups = new HashMap<>();
            for (int i = 0; i < rows; i++) {
                Long number = random.nextInt(9) == 0 ? null : (long) random.nextInt(keys);
                String word = number == null ? null : "é" + number % 7;
                Long amount = random.nextInt(9) == 0 ? null : random.nextLong(-1L << 40, 1L << 40);
                Boolean kept = random.nextInt(9) == 0 ? null : random.nextBoolean();
                table.row(number, word, amount, kept);
                // SQL takes null for false.
                if (Boolean.TRUE.equals(kept) && (amount == null || amount % 100 <= border)) {
                    groups.computeIfAbsent(textKey ? word : number, unused -> new Group())
                            .add(amount);
                }
            }
            List<List<@Nullable Object>> expected = new ArrayList<>();
            groups.forEach((key, group) -> expected.add(group.row(key)));
            String sql = """
                    select %s, count(*), count(amount), sum(amount), min(amount), max(amount)
                    from {messages} where kept and (amount is null or amount %% 100 <= %d) group by 1
                    """.formatted(textKey ? "word" : "number", border);
            return new Case(table, sql, expected);
        }
    }

    @Test
    void B106_run_randomTables_groupsAsALoopDoes() throws Exception {
        Seed seed = Seed.current();
        Random random = seed.random();
        try (SqlEngine engine = DuckDbSqlEngine.open(DuckDbOptions.defaults())) {
            for (int i = 0; i < TABLES; i++) {
                Case one = Case.random(random);
                assertThat(one.table().ask(engine, one.sql()))
                        .as("table %d of %d rows, %s; %s", i, one.table().count(), one.sql(), seed)
                        .containsExactlyInAnyOrderElementsOf(one.expected());
            }
        }
    }

    @Test
    void run_byManyThreads_keepsRunsApart() throws Exception {
        Seed seed = Seed.current();
        Random random = seed.random();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (SqlEngine engine = DuckDbSqlEngine.open(DuckDbOptions.defaults())) {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Case one = Case.random(random);
                SqlEngine.Query query =
                        engine.prepare("test", one.sql(), one.table().columns());
                for (int thread = 0; thread < THREADS; thread++) {
                    tasks.add(() -> {
                        for (int run = 0; run < 20; run++) {
                            assertThat(Table.rowsOf(query.run(one.table())))
                                    .as(seed.toString())
                                    .containsExactlyInAnyOrderElementsOf(one.expected());
                        }
                        return 20;
                    });
                }
            }
            int runs = 0;
            for (Future<Integer> task : threads.invokeAll(tasks)) {
                runs += task.get();
            }
            assertThat(runs).isEqualTo(8 * THREADS * 20);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void run_moreQueriesThanASessionKeeps_areAllRight() throws Exception {
        try (SqlEngine engine = DuckDbSqlEngine.open(DuckDbOptions.defaults().withConnectionsMax(1))) {
            List<SqlEngine.Query> queries = new ArrayList<>();
            for (int i = 0; i < Session.QUERIES_MAX + 20; i++) {
                queries.add(engine.prepare(
                        "test",
                        "select max(user_id) + " + i + " from {messages}",
                        Table.logins().columns()));
            }
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < queries.size(); i++) {
                    assertThat(Table.rowsOf(queries.get(i).run(Table.logins()))).containsExactly(List.of(3L + i));
                }
            }
        }
    }
}
