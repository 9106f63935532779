package dev.oriel.engine.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one thread, in the order in which each sender sent it. Senders take turns, so that none waits for all that
 * another has sent before. Any threads send.
 */
final class Turns<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final Map<Object, ArrayDeque<T>> waiting = new HashMap<>();
    /** Those of whom something waits, the next one first. */
    private final ArrayDeque<Object> senders = new ArrayDeque<>();

    /** Adds something behind all else of its sender. */
    void add(Object sender, T work) {
        lock.lock();
        try {
            ArrayDeque<T> own = waiting.computeIfAbsent(sender, unused -> new ArrayDeque<>());
            if (own.isEmpty()) {
                senders.add(sender);
            }
            own.add(work);
            added.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Takes what is next; null when nothing waits. */
    @Nullable
    T poll() {
        lock.lock();
        try {
            Object sender = senders.poll();
            ArrayDeque<T> own = sender == null ? null : waiting.get(sender);
            if (sender == null || own == null) {
                return null;
            }
            T next = own.poll();
            if (!own.isEmpty()) {
                senders.add(sender);
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Takes what is next; null when nothing has come in time. */
    @Nullable
    T poll(long waitMillis) throws InterruptedException {
        lock.lock();
        try {
            long leftNanos = TimeUnit.MILLISECONDS.toNanos(waitMillis);
            while (senders.isEmpty() && leftNanos > 0) {
                leftNanos = added.awaitNanos(leftNanos);
            }
            return poll();
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return senders.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** All that waits, which stays. */
    List<T> waiting() {
        lock.lock();
        try {
            var all = new ArrayList<T>();
            waiting.values().forEach(all::addAll);
            return all;
        } finally {
            lock.unlock();
        }
    }
}
