package dev.oriel.server;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the memory of bodies of messages that are held at a time: each waits for its commit, and many senders at once would
 * fill the heap otherwise.
 */
final class PushGate {
    /** Most bytes of bodies at a time; their messages take as much again. */
    static final int BYTES_AT_ONCE_MAX = 64 << 20;
    /** The longest that a body waits for its place. */
    static final Duration WAIT_MAX = Duration.ofSeconds(10);

    private final Semaphore freeBytes = new Semaphore(BYTES_AT_ONCE_MAX, true);
    private final Duration waitMax;

    PushGate(Duration waitMax) {
        this.waitMax = waitMax;
    }

    /**
     * Waits for a place, which is to be given back by {@link #leave}.
     *
     * @param bytes at most {@link #BYTES_AT_ONCE_MAX}
     * @throws RefusedException if others held theirs for too long
     */
    void enter(int bytes) throws RefusedException {
        try {
            if (freeBytes.tryAcquire(bytes, waitMax.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new RefusedException(
                503,
                "server · it holds as many messages as it may · " + BYTES_AT_ONCE_MAX
                        + " bytes wait for their commit, and none of these was taken · send them again later");
    }

    /** Gives a place back. */
    void leave(int bytes) {
        freeBytes.release(bytes);
    }
}
