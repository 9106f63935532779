package dev.oriel.file;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** Waits as time passes for everybody. */
public final class TimedWaiting implements Waiting {
    private final LongSupplier nanoClock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wakeup = lock.newCondition();
    private boolean woken;

    /** @param nanoClock such as {@code System::nanoTime} */
    public TimedWaiting(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    @Override
    public long nanos() {
        return nanoClock.getAsLong();
    }

    @Override
    public boolean await(long nanos) {
        lock.lock();
        try {
            long leftNanos = nanos;
            while (!woken && leftNanos > 0) {
                leftNanos = wakeup.awaitNanos(leftNanos);
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

    @Override
    public void wake() {
        lock.lock();
        try {
            woken = true;
            wakeup.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void clear() {
        lock.lock();
        try {
            woken = false;
        } finally {
            lock.unlock();
        }
    }
}
