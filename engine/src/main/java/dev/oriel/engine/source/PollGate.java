package dev.oriel.engine.source;

import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourceException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Where the one reader of a source waits for something to read. Any threads tell it that there is something, wake it, and hold it
 * back. A wake-up ends one wait: that which goes on, or else the next one. An interrupt ends each, and stays.
 */
public final class PollGate {
    private final ReentrantLock lock;
    private final Condition changed;
    private boolean woken;
    private volatile boolean paused;

    /** The gate of something that guards itself, or is looked at. */
    public PollGate() {
        this(new ReentrantLock());
    }

    /** @param lock guards what the reader waits for; let go while it waits */
    public PollGate(ReentrantLock lock) {
        this.lock = lock;
        changed = lock.newCondition();
    }

    /** Looks for something to read at what tells nobody when it changes. */
    @FunctionalInterface
    public interface Look {
        /** What there is; nothing while the gate is paused. */
        List<RecordBatch> look() throws SourceException;
    }

    /** Lets nothing through until told otherwise. Whoever waits goes on waiting. */
    public void pause(boolean pause) {
        paused = pause;
    }

    /** Whether nothing is to be given. */
    public boolean isPaused() {
        return paused;
    }

    /** Ends a wait, or the next one. */
    public void wakeup() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a wake-up that ended no wait. */
    public void forgetWakeup() {
        lock.lock();
        try {
            woken = false;
        } finally {
            lock.unlock();
        }
    }

    /** What the reader waits for may be there now. For a thread that holds the lock. */
    public void changed() {
        changed.signalAll();
    }

    /**
     * Waits for something to read.
     *
     * @param ready whether there is something; asked with the lock held
     * @param timeout how long to wait; zero does not
     * @return whether there is something, and the gate is not paused
     */
    public boolean await(BooleanSupplier ready, Duration timeout) {
        lock.lock();
        try {
            long leftNanos = timeout.toNanos();
            while ((paused || !ready.getAsBoolean()) && !woken && leftNanos > 0) {
                leftNanos = changed.awaitNanos(leftNanos);
            }
            woken = false;
            return !paused && ready.getAsBoolean();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a wake-up alone.
     *
     * @param nanos how long, at most
     * @return whether there was one, or an interrupt
     */
    public boolean awaitWakeup(long nanos) {
        lock.lock();
        try {
            long leftNanos = nanos;
            while (!woken && leftNanos > 0) {
                leftNanos = changed.awaitNanos(leftNanos);
            }
            boolean wasWoken = woken;
            woken = false;
            return wasWoken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Looks until there is something, the time is up, or the reader is woken; once at least, and once more after each wait.
     *
     * @param timeout how long to wait; zero looks once
     * @param intervalNanos how long to wait between two looks
     * @throws SourceException as the look does
     */
    public List<RecordBatch> look(Look look, Duration timeout, long intervalNanos) throws SourceException {
        long leftNanos = timeout.toNanos();
        List<RecordBatch> found = look.look();
        while (found.isEmpty() && leftNanos > 0) {
            long waitNanos = Math.min(leftNanos, intervalNanos);
            leftNanos = awaitWakeup(waitNanos) ? 0 : leftNanos - waitNanos;
            found = look.look();
        }
        return found;
    }
}
