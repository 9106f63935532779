package dev.oriel.engine.ingest;

import dev.oriel.engine.port.SourcePartition;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How far the sources have been committed, to wait for. Any threads. */
public final class CommittedPositions {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Map<SourcePartition, Long> nextOffsets = new HashMap<>();

    /** Notes a commit. */
    void reached(Map<SourcePartition, Long> positions) {
        lock.lock();
        try {
            nextOffsets.putAll(positions);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything before an offset is committed; returns whether that was so in time. */
    public boolean await(SourcePartition partition, long nextOffset, long timeoutMillis) throws InterruptedException {
        lock.lock();
        try {
            long leftNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
            while (nextOffsets.getOrDefault(partition, Long.MIN_VALUE) < nextOffset) {
                if (leftNanos <= 0) {
                    return false;
                }
                leftNanos = moved.awaitNanos(leftNanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
