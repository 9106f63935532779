package dev.oriel.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.engine.port.SqlEngine;
import dev.oriel.engine.port.SqlException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time, memory and rows end a run by name, and the runs after it go on. */
@Timeout(120)
class DuckDbLimitsTest {
    private static final DuckDbOptions ONE =
            DuckDbOptions.defaults().withConnectionsMax(1).withMemoryBytesMax(64 << 20);

    private static final int TIMEOUT_MILLIS = 400;

    /** Reads the messages first, and then never gives a row. */
    private static final String ENDLESS = "select count(*) from range(100000) a, range(1000000000) b, {messages} m"
            + " where a.range + b.range + m.user_id < 0";

    /** What a run may take beyond its time. */
    private static final int GRACE_MILLIS = 250;

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Never a row.
                "select count(*) from range(100000) a, range(1000000000) b, {messages} m where a.range + b.range < 0",
                // Rows at first: the driver cannot cancel what it has begun to give.
                "select i from range(3000000000000) t(i), (select count(*) from {messages}) where i < 90000 or i < 0",
                // No place in it where DuckDB looks whether it was cancelled.
                "select list_sum(list_transform(range(20000000), lambda x: x + user_id)) from {messages}",
            })
    void B106_run_beyondItsTime_endsByNameAndTheNextRuns(String sql) throws Exception {
        try (SqlEngine engine = DuckDbSqlEngine.open(
                ONE.withTimeoutMillis(TIMEOUT_MILLIS).withMemoryBytesMax(DuckDbOptions.MEMORY_BYTES_DEFAULT))) {
            SqlEngine.Query query = engine.prepare("test", sql, Table.logins().columns());
            long start = System.nanoTime();
            assertThatThrownBy(() -> query.run(Table.logins()))
                    .isInstanceOf(SqlException.class)
                    .hasMessage(
                            "resolver 'test' · its SQL did not end in time · '400' ms are allowed, over '5' messages ·"
                                    + " make the query cheaper, or raise timeoutMillis");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(TIMEOUT_MILLIS), Duration.ofMillis(TIMEOUT_MILLIS + GRACE_MILLIS));
            for (int i = 0; i < 5; i++) {
                assertThat(Table.logins().ask(engine, "select count(*) from {messages}"))
                        .containsExactly(List.of(5L));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select count(distinct a.range * 1000 + b.range) from range(100000) a, range(1000) b, {messages} m",
                "select list(a.range order by b.range) from range(100000) a, range(1000) b, {messages} m",
            })
    void B106_run_beyondItsMemory_endsByNameAndTheNextRuns(String sql) throws Exception {
        try (SqlEngine engine = DuckDbSqlEngine.open(ONE)) {
            SqlEngine.Query query = engine.prepare("test", sql, Table.logins().columns());
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> query.run(Table.logins()))
                        .isInstanceOf(SqlException.class)
                        .hasMessageStartingWith(
                                "resolver 'test' · its SQL needs more memory than it may use · '67108864'"
                                        + " bytes are allowed, over '5' messages: Out of Memory Error")
                        .hasMessageEndingWith(" · keep fewer rows at a time, or raise memoryBytesMax");
                assertThat(Table.logins().ask(engine, "select count(*) from {messages}"))
                        .containsExactly(List.of(5L));
            }
        }
    }

    @Test
    void B106_run_resultBeyondItsMemory_endsByName() throws Exception {
        try (SqlEngine engine = DuckDbSqlEngine.open(ONE)) {
            assertThatThrownBy(() -> Table.logins()
                            .ask(engine, "select repeat('x', 100000) from range(1000000000), {messages} m"))
                    .isInstanceOf(SqlException.class)
                    .hasMessage(
                            "resolver 'test' · the result of its SQL needs more memory than it may use · '67108864' bytes"
                                    + " are allowed, over '5' messages · give fewer or shorter values, or raise memoryBytesMax");
        }
    }

    @Test
    void B106_run_beyondItsRows_endsByNameAndTheNextRuns() throws Exception {
        try (SqlEngine engine = DuckDbSqlEngine.open(ONE.withRowsMax(10))) {
            String sql = "select a.range from range(%s) a, {messages} m";
            assertThat(Table.logins().ask(engine, sql.formatted("2"))).hasSize(10);
            SqlEngine.Query query = engine.prepare(
                    "test", sql.formatted("3000000000"), Table.logins().columns());
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> query.run(Table.logins()))
                        .isInstanceOf(SqlException.class)
                        .hasMessage(
                                "resolver 'test' · its SQL gives too many rows · '10' are allowed, over '5' messages ·"
                                        + " group or filter more, or raise rowsMax");
            }
            assertThat(Table.logins().ask(engine, sql.formatted("1"))).hasSize(5);
        }
    }

    @Test
    void prepare_constantThatTakesForever_endsInTime() throws Exception {
        try (SqlEngine engine = DuckDbSqlEngine.open(ONE.withTimeoutMillis(TIMEOUT_MILLIS))) {
            long start = System.nanoTime();
            assertThatThrownBy(
                            () -> Table.logins()
                                    .ask(
                                            engine,
                                            "select list_sum(list_transform(range(20000000), lambda x: x * 2)) from {messages}"))
                    .isInstanceOf(SqlException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofMillis(2 * (TIMEOUT_MILLIS + GRACE_MILLIS)));
        }
    }

    @Test
    void run_beyondItsTime_touchesItsMessagesNoMore() throws Exception {
        var touched = new AtomicLong();
        Table logins = Table.logins();
        var endless = new SqlEngine.Messages() {
            @Override
            public int count() {
                return Integer.MAX_VALUE;
            }

            @Override
            public @Nullable Object value(int column, int message) {
                touched.incrementAndGet();
                return logins.value(column, message % 5);
            }
        };
        // Long enough for the run after it, too, on a machine that has much else to do.
        try (SqlEngine engine = DuckDbSqlEngine.open(ONE.withTimeoutMillis(2_000))) {
            SqlEngine.Query query = engine.prepare("test", "select max(user_id) from {messages}", logins.columns());
            assertThatThrownBy(() -> query.run(endless)).hasMessageContaining("did not end in time");
            long then = touched.get();
            assertThat(then).isPositive();
            // The one connection is free only once nothing of that run is left.
            assertThat(logins.ask(engine, "select count(*) from {messages}")).containsExactly(List.of(5L));
            assertThat(touched.get()).isEqualTo(then);
        }
    }

    @Test
    void close_whileRunsWait_endsThemByName() throws Exception {
        List<Future<?>> runs = new ArrayList<>();
        var begun = new CountDownLatch(3);
        var read = new CountDownLatch(1);
        try (SqlEngine engine = DuckDbSqlEngine.open(ONE)) {
            SqlEngine.Query query =
                    engine.prepare("test", ENDLESS, Table.logins().columns());
            for (int i = 0; i < 3; i++) {
                var messages = new Watched(Table.logins(), begun, read);
                var run = new FutureTask<>(() -> query.run(messages));
                Thread.ofPlatform().start(run);
                runs.add(run);
            }
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(read.await(60, TimeUnit.SECONDS)).isTrue();
        }
        for (Future<?> run : runs) {
            assertThatThrownBy(() -> run.get(5, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining(
                            "resolver 'test' · its SQL was stopped · the SQL engine is closed · open it again");
        }
    }

    /** Messages that tell when a run over them begins, and when it reads one. */
    private static final class Watched implements SqlEngine.Messages {
        private final Table table;
        private final CountDownLatch begun;
        private final CountDownLatch read;
        private final AtomicBoolean counted = new AtomicBoolean();

        Watched(Table table, CountDownLatch begun, CountDownLatch read) {
            this.table = table;
            this.begun = begun;
            this.read = read;
        }

        @Override
        public int count() {
            if (!counted.getAndSet(true)) {
                begun.countDown();
            }
            return table.count();
        }

        @Override
        public @Nullable Object value(int column, int message) {
            read.countDown();
            return table.value(column, message);
        }
    }

    @Test
    void run_interrupted_endsByNameAndKeepsTheInterrupt() throws Exception {
        try (SqlEngine engine = DuckDbSqlEngine.open(ONE)) {
            SqlEngine.Query query = engine.prepare(
                    "test", "select count(*) from {messages}", Table.logins().columns());
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> query.run(Table.logins())).hasMessageContaining("was interrupted");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(Table.rowsOf(query.run(Table.logins()))).containsExactly(List.of(5L));
        }
    }

    @Test
    void run_interruptedWhileItReads_endsByNameKeepsTheInterruptAndTheNextRuns() throws Exception {
        var read = new CountDownLatch(1);
        var messages = new Watched(Table.logins(), new CountDownLatch(1), read);
        try (SqlEngine engine = DuckDbSqlEngine.open(ONE)) {
            SqlEngine.Query query = engine.prepare("test", ENDLESS, messages.table.columns());
            var ended = new FutureTask<>(() -> {
                assertThatThrownBy(() -> query.run(messages))
                        .isInstanceOf(SqlException.class)
                        .hasMessageContaining("was interrupted");
                return Thread.interrupted();
            });
            Thread running = Thread.ofPlatform().start(ended);
            assertThat(read.await(60, TimeUnit.SECONDS)).isTrue();
            running.interrupt();
            assertThat(ended.get(60, TimeUnit.SECONDS)).as("still interrupted").isTrue();
            assertThat(Table.logins().ask(engine, "select count(*) from {messages}"))
                    .containsExactly(List.of(5L));
        }
    }
}
