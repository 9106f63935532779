package dev.oriel.engine.serve;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for the functions of online resolvers, which may wait for something outside, or never end: those of the platform, since a function
 * that computes for ever would take a carrier of virtual ones from all others. A thread that has nothing to do for a while ends.
 */
public final class QueryThreads implements Executor, AutoCloseable {
    /** Calls that wait for a thread; more are refused. */
    static final int WAITING_MAX = 10_000;

    private static final long IDLE_SECONDS_MAX = 10;

    private final ThreadPoolExecutor threads;

    /** @param most how many work at a time; none is started before there is work for it */
    public QueryThreads(int most) {
        var number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                most,
                most,
                IDLE_SECONDS_MAX,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING_MAX),
                work -> Thread.ofPlatform()
                        .name("oriel-query-" + number.incrementAndGet())
                        .daemon()
                        .unstarted(work));
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    /** Interrupts what is running and takes no more. */
    @Override
    public void close() {
        var unused = threads.shutdownNow();
    }
}
