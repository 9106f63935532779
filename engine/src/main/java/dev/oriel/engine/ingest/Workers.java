package dev.oriel.engine.ingest;

import dev.oriel.engine.port.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that take a share of the work of one round. Whoever hands out work does a share of it and waits for the rest, so that
 * between two pieces of work there is one thread only. Threads that have nothing to do for a while end.
 */
public final class Workers implements AutoCloseable {
    private static final long IDLE_SECONDS_MAX = 10;

    private final int slots;
    private final ThreadPoolExecutor threads;

    /** Work that is shared: each slot is run by one thread at a time, and takes of what is left until nothing is. */
    @FunctionalInterface
    interface Work {
        void run(int slot) throws StoreException;
    }

    /**
     * Workers beside the thread that hands out work. No thread is started before there is work for it.
     *
     * @param slots how many threads work at a time, the one that hands out work included; 1 for that one alone
     */
    public Workers(int slots) {
        if (slots < 1) {
            throw new IllegalArgumentException("workers: '" + slots + "' threads do no work · give at least 1");
        }
        this.slots = slots;
        var number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                Math.max(1, slots - 1),
                Math.max(1, slots - 1),
                IDLE_SECONDS_MAX,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> Thread.ofPlatform()
                        .name("oriel-ingest-" + number.incrementAndGet())
                        .daemon()
                        .unstarted(work));
        threads.allowCoreThreadTimeOut(true);
    }

    /** The calling thread alone. */
    public static Workers none() {
        return new Workers(1);
    }

    /** How many threads work at a time. */
    int slots() {
        return slots;
    }

    /**
     * Runs the work in all slots, and returns when all have ended: also when one fails, since others may still change what the
     * caller owns.
     *
     * @throws StoreException if a slot did
     */
    void run(Work work) throws StoreException {
        var shares = new ArrayList<FutureTask<Void>>(slots);
        for (int slot = 0; slot < slots; slot++) {
            int own = slot;
            var share = new FutureTask<Void>(() -> {
                work.run(own);
                return null;
            });
            shares.add(share);
            if (slot > 0) {
                threads.execute(share);
            }
        }
        // A share that no thread has begun, because the cores are taken, is done here: does nothing for the others.
        shares.forEach(FutureTask::run);
        join(shares);
    }

    private static void join(List<FutureTask<Void>> shares) throws StoreException {
        Throwable failure = null;
        boolean interrupted = false;
        for (FutureTask<Void> share : shares) {
            for (boolean ended = false; !ended; ) {
                try {
                    share.get();
                    ended = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    ended = true;
                    failure = failure == null ? e.getCause() : failure;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw rethrown(failure);
        }
    }

    private static StoreException rethrown(Throwable failure) {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof StoreException store) {
            return store;
        }
        throw new IllegalStateException("a share of work fails with what it cannot throw", failure);
    }

    /** Ends the threads; what they do is done by then. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
