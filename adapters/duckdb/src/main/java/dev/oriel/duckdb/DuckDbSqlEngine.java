package dev.oriel.duckdb;

import dev.oriel.engine.port.SqlEngine;
import dev.oriel.engine.port.SqlException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * SQL over messages by DuckDB, inside the process.
 *
 * <p>Each connection has a database in memory of its own, so that a run shares neither memory nor anything else with another.
 * Runs go to any connection that is free, in order of arrival. Neither files nor the network can be reached, and only one
 * {@code select} is admitted, so that nothing stays behind.
 *
 * <p>A run that exceeds its time is cancelled, and its connection closed if that does not help; the caller has its answer
 * within {@link #CANCEL_MILLIS} and a little. Memory is limited where DuckDB counts it: tables, groups, sorted rows. One value
 * that a function makes at once, such as {@code repeat('x', 1000000000)}, is not counted; that is why SQL must be trusted.
 *
 * <p>Closed once it is no longer used; a run that is still under way ends with an error then. All methods may be called by any
 * thread.
 */
public final class DuckDbSqlEngine implements SqlEngine {
    /** How long a run that exceeded its time may take to notice that it was cancelled. */
    static final long CANCEL_MILLIS = 100;

    /** Runs that neither their time nor a closed connection stopped, beyond which no more are begun. */
    static final int STUCK_MAX = 2;

    /** Between two tries to cancel: one that comes before the statement starts is lost. */
    private static final long CANCEL_STEP_MILLIS = 5;

    private static final long CANCEL_TRIES = CANCEL_MILLIS / CANCEL_STEP_MILLIS;

    /** Names of views count to here, and then anew. */
    private static final int NAMES = 100_000_000;

    private final DuckDbOptions options;
    private final Semaphore permits;
    private final ConcurrentLinkedQueue<Session> idle = new ConcurrentLinkedQueue<>();
    private final Set<Session> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger stuck = new AtomicInteger();
    private final AtomicInteger names = new AtomicInteger();
    private volatile boolean closed;

    private DuckDbSqlEngine(DuckDbOptions options) {
        this.options = options;
        permits = new Semaphore(options.connectionsMax(), true);
    }

    /**
     * Opens every connection, the first of which loads the native library.
     *
     * @throws SqlException if the library cannot be loaded, or has no memory. Cost: a second or two
     */
    public static DuckDbSqlEngine open(DuckDbOptions options) throws SqlException {
        var engine = new DuckDbSqlEngine(options);
        boolean opened = false;
        try {
            for (int i = 0; i < options.connectionsMax(); i++) {
                engine.idle.add(engine.opened(new Failures("any", options)));
            }
            opened = true;
            return engine;
        } finally {
            if (!opened) {
                engine.close();
            }
        }
    }

    @Override
    public Query prepare(String name, String sql, List<Column> messages) throws SqlException {
        var failures = new Failures(name, options);
        String table = "_m%08d".formatted(Math.floorMod(names.incrementAndGet(), NAMES));
        if (sql.length() > SqlText.LENGTH_MAX) {
            throw failures.tooLong(sql.length());
        }
        SqlText text = SqlText.of(sql, table);
        if (text.depth() > SqlText.DEPTH_MAX) {
            throw failures.tooDeep(text.depth());
        }
        var query = new PreparedSql(
                failures, table, text, messages.stream().map(HandoverColumn::of).toList());
        Session session = take(failures);
        Callable<PreparedSql.Shape> task = () -> {
            session.inspect(query);
            if (text.places() == 0) {
                throw failures.namesNoMessages();
            }
            return session.prepare(query);
        };
        PreparedSql.Shape shape = within(session, failures, task, () -> failures.late(0));
        return new PreparedSql.Ready(this, query, shape, query.executed(shape));
    }

    Rows run(PreparedSql.Ready query, Messages messages) throws SqlException {
        Failures failures = query.query().failures();
        int count = messages.count();
        Session session = take(failures);
        return within(session, failures, () -> session.run(query, messages), () -> failures.late(count));
    }

    @Override
    public void close() {
        closed = true;
        idle.clear();
        open.forEach(session -> {
            open.remove(session);
            session.close();
        });
    }

    private <T> T within(Session session, Failures failures, Callable<T> task, Supplier<SqlException> late)
            throws SqlException {
        Future<T> result = session.submit(task);
        try {
            T given = result.get(options.timeoutMillis(), TimeUnit.MILLISECONDS);
            give(session);
            return given;
        } catch (TimeoutException e) {
            stop(session, result);
            throw late.get();
        } catch (InterruptedException e) {
            stop(session, result);
            Thread.currentThread().interrupt();
            throw failures.interrupted();
        } catch (ExecutionException e) {
            give(session);
            throw thrown(Objects.requireNonNullElse(e.getCause(), e), failures);
        }
    }

    /* What the task threw, in the thread that waits for it; errors of code stay errors of code. */
    private SqlException thrown(Throwable cause, Failures failures) {
        if (closed) {
            return failures.closed();
        }
        return switch (cause) {
            case SqlException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(cause);
        };
    }

    private Session take(Failures failures) throws SqlException {
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.interrupted();
        }
        boolean taken = false;
        try {
            if (closed) {
                throw failures.closed();
            }
            if (stuck.get() >= STUCK_MAX) {
                throw failures.stuck(stuck.get());
            }
            Session session = idle.poll();
            session = session == null ? opened(failures) : session;
            taken = true;
            return session;
        } finally {
            if (!taken) {
                permits.release();
            }
        }
    }

    private Session opened(Failures failures) throws SqlException {
        try {
            Session session = Session.open(options);
            open.add(session);
            if (closed && open.remove(session)) {
                session.close();
                throw failures.closed();
            }
            return session;
        } catch (SQLException e) {
            throw failures.notOpened(e);
        }
    }

    private void give(Session session) {
        if (!closed) {
            idle.add(session);
        }
        permits.release();
    }

    /* Cancels until the run ends; when it does not, its session is given up, and the next run opens another. */
    private void stop(Session session, Future<?> result) {
        boolean interrupted = false;
        for (int tries = 0; tries < CANCEL_TRIES && !result.isDone(); tries++) {
            session.cancel();
            interrupted |= interruptedBeforeItEnds(result);
        }
        if (result.isDone()) {
            give(session);
        } else {
            giveUp(session);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /* Waits one step for the end of a run; that it failed is what was wanted. Whether this thread was interrupted meanwhile. */
    private static boolean interruptedBeforeItEnds(Future<?> result) {
        try {
            result.get(CANCEL_STEP_MILLIS, TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void giveUp(Session session) {
        session.forgetMessages();
        stuck.incrementAndGet();
        permits.release();
        Thread.ofPlatform().daemon().name("oriel-sql-close").start(() -> {
            if (open.remove(session)) {
                // Interrupts what runs, and waits for it.
                session.close();
            }
            stuck.decrementAndGet();
        });
    }
}
