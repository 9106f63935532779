package dev.oriel.engine.ingest;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Bytes that may be read ahead. Whatever is taken is taken whole, so that one batch may go beyond what is left. */
final class ByteBudget {
    private final long mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();
    private long taken;

    ByteBudget(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Takes bytes, once fewer than the most are taken; returns whether that was so in time. */
    boolean take(long bytes, long waitMillis) throws InterruptedException {
        lock.lock();
        try {
            long leftNanos = TimeUnit.MILLISECONDS.toNanos(waitMillis);
            while (taken >= mostBytes) {
                if (leftNanos <= 0) {
                    return false;
                }
                leftNanos = returned.awaitNanos(leftNanos);
            }
            taken += bytes;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void giveBack(long bytes) {
        lock.lock();
        try {
            taken -= bytes;
            returned.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
