package dev.oriel.embedded;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Threads that ask on behalf of others. Not those on which functions of online resolvers run: a query waits for these, and with
 * all of them asking none would be left to answer. A thread that has nothing to do for a while ends.
 */
final class AskThreads implements AutoCloseable {
    /** Questions that wait for a thread; more are refused. */
    static final int WAITING_MAX = 10_000;

    private static final long IDLE_SECONDS_MAX = 10;

    private final ThreadPoolExecutor threads;

    /** @param most how many ask at a time; none is started before there is a question for it */
    AskThreads(int most) {
        var number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                most,
                most,
                IDLE_SECONDS_MAX,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING_MAX),
                work -> Thread.ofPlatform()
                        .name("oriel-ask-" + number.incrementAndGet())
                        .daemon()
                        .unstarted(work));
        threads.allowCoreThreadTimeOut(true);
    }

    /** A question and whoever waits for its answer. */
    private record Ask<T>(Supplier<T> question, CompletableFuture<T> answer) implements Runnable {
        @Override
        public void run() {
            try {
                answer.complete(question.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        }
    }

    /** Asks on a thread of its own. What the question throws, or why it is not asked, completes the future too. */
    <T> CompletableFuture<T> ask(Supplier<T> question) {
        var answer = new CompletableFuture<T>();
        try {
            threads.execute(new Ask<>(question, answer));
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(
                    threads.isShutdown()
                            ? Life.closed()
                            : new OrielException(
                                    "query · it is not asked · '" + WAITING_MAX + "' wait for one of '"
                                            + threads.getMaximumPoolSize()
                                            + "' threads already · ask less at a time, or raise queryThreadsMax of the options",
                                    e));
        }
        return answer;
    }

    /** Takes no more, and tells those that wait. What is being asked is answered. */
    @Override
    public void close() {
        threads.shutdown();
        var waiting = new ArrayList<Runnable>();
        threads.getQueue().drainTo(waiting);
        for (Runnable work : waiting) {
            if (work instanceof Ask<?> ask) {
                ask.answer().completeExceptionally(Life.closed());
            }
        }
    }
}
