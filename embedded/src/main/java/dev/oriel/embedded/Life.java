package dev.oriel.embedded;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** From open to closed: whoever uses it is waited for, and nobody begins after the end. Any threads. */
final class Life {
    private final ReentrantReadWriteLock uses = new ReentrantReadWriteLock();
    private final AtomicBoolean ended = new AtomicBoolean();

    /** What is done during life. */
    @FunctionalInterface
    interface Use<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * Runs something that the end waits for.
     *
     * @throws IllegalStateException if the end has come
     */
    <T, E extends Exception> T during(Use<T, E> use) throws E {
        // Never waits: the lock is taken from here only by the end, after which this refuses anyway.
        if (ended.get() || !uses.readLock().tryLock()) {
            throw closed();
        }
        try {
            if (ended.get()) {
                throw closed();
            }
            return use.run();
        } finally {
            uses.readLock().unlock();
        }
    }

    /** Ends it, and waits for the uses that have begun. Returns whether this call was the first. */
    boolean end() {
        boolean first = !ended.getAndSet(true);
        uses.writeLock().lock();
        try {
            return first;
        } finally {
            uses.writeLock().unlock();
        }
    }

    /** Why something is not done any more. */
    static IllegalStateException closed() {
        return new IllegalStateException(
                "oriel · it is closed · nothing can be asked of it or pushed to it any more · open another one");
    }
}
