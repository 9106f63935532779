package dev.oriel.embedded;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/** From open to closed: whoever uses it is waited for, and nobody begins after the end. Any threads. */
final class Life {
    private final ReentrantReadWriteLock uses = new ReentrantReadWriteLock();
    private volatile boolean ended;

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
        if (ended || !uses.readLock().tryLock()) {
            throw closed();
        }
        try {
            if (ended) {
                throw closed();
            }
            return use.run();
        } finally {
            uses.readLock().unlock();
        }
    }

    /** Ends it, and waits for the uses that have begun. Returns whether this call was the first. */
    boolean end() {
        boolean first;
        synchronized (this) {
            first = !ended;
            ended = true;
        }
        uses.writeLock().lock();
        uses.writeLock().unlock();
        return first;
    }

    /** Why something is not done any more. */
    static IllegalStateException closed() {
        return new IllegalStateException(
                "oriel · it is closed · nothing can be asked of it or pushed to it any more · open another one");
    }
}
