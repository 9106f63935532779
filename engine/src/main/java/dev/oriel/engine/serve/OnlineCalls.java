package dev.oriel.engine.serve;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of online resolvers that one query makes for one row, each resolver at most once. Those that need nothing of each other run side by side;
 * all of them have until the query's deadline. For one thread.
 */
final class OnlineCalls {
    private static final Logger LOG = LoggerFactory.getLogger(OnlineCalls.class);

    private final Executor executor;
    private final InstantSource clock;
    private final long timeoutMillis;
    private final long deadlineMillis;
    private final Map<OnlineCall, FutureTask<@Nullable Object>> running = new HashMap<>();
    private final Map<OnlineCall, Map<String, Outcome>> ended = new HashMap<>();

    /**
     * For one query.
     *
     * @param executor runs the functions
     * @param clock that the deadline is measured by
     * @param timeoutMillis from now until the deadline
     */
    OnlineCalls(Executor executor, InstantSource clock, long timeoutMillis) {
        this.executor = executor;
        this.clock = clock;
        this.timeoutMillis = timeoutMillis;
        this.deadlineMillis = Math.addExact(clock.millis(), timeoutMillis);
    }

    /** Whether a resolver was called, or could not be. */
    boolean isBegun(OnlineCall call) {
        return running.containsKey(call) || ended.containsKey(call);
    }

    /** Has a resolver called. */
    void begin(OnlineCall call, List<@Nullable Object> arguments) {
        var task = new FutureTask<@Nullable Object>(() -> call.function().apply(arguments));
        try {
            executor.execute(task);
            running.put(call, task);
        } catch (RejectedExecutionException e) {
            LOG.debug("a call of {} is refused", call.name(), e);
            fail(
                    call,
                    QueryError.Code.RESOLVER_FAILED,
                    "was not called · more calls wait already than are taken · ask again, or have fewer asked at a time");
        }
    }

    /** Notes that a resolver cannot be called. */
    void fail(OnlineCall call, QueryError.Code code, String why) {
        ended.put(call, call.failures(code, why));
    }

    /** What a resolver that was begun gives for one of its outputs; waits for it until the deadline. */
    Outcome outcome(OnlineCall call, Target output) {
        Map<String, Outcome> outcomes = ended.get(call);
        if (outcomes == null) {
            outcomes = await(call);
            ended.put(call, outcomes);
        }
        return outcomes.getOrDefault(output.root(), Outcome.of(null));
    }

    private Map<String, Outcome> await(OnlineCall call) {
        FutureTask<@Nullable Object> task = running.remove(call);
        if (task == null) {
            throw new IllegalStateException(call.name() + " is asked for and was not called");
        }
        try {
            long leftMillis = Math.clamp(deadlineMillis - clock.millis(), 0, timeoutMillis);
            return call.outcomes(task.get(leftMillis, TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return thrown(call, e.getCause());
        } catch (TimeoutException e) {
            task.cancel(true);
            return call.failures(
                    QueryError.Code.RESOLVER_TIMED_OUT,
                    "gave no answer within '" + timeoutMillis + "' ms, the time that the query has · make it faster, or"
                            + " give the query more time");
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            return call.failures(QueryError.Code.RESOLVER_FAILED, "was not waited for: the query was interrupted");
        }
    }

    /** What functions throw is told to whoever asks; what tells of the process is thrown on. */
    private static Map<String, Outcome> thrown(OnlineCall call, @Nullable Throwable cause) {
        if (cause instanceof Error error && !(error instanceof StackOverflowError || error instanceof AssertionError)) {
            throw error;
        }
        LOG.debug("{} throws", call.name(), cause);
        return call.failures(QueryError.Code.RESOLVER_FAILED, "throws " + cause);
    }

    /** Ends the calls that nobody waits for. */
    void abandon() {
        new ArrayList<>(running.values()).forEach(task -> task.cancel(true));
    }
}
