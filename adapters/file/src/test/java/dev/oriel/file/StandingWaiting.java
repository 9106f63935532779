package dev.oriel.file;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A clock that stands still until it is moved, or waited for: waiting takes no time, and moves it. For one thread. */
final class StandingWaiting implements Waiting {
    final List<Long> waitedMillis = new ArrayList<>();
    private long nanos = -5;
    private boolean woken;

    void pass(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public boolean await(long awaitedNanos) {
        boolean wasWoken = woken;
        woken = false;
        if (!wasWoken) {
            waitedMillis.add(TimeUnit.NANOSECONDS.toMillis(awaitedNanos));
            nanos += awaitedNanos;
        }
        return wasWoken;
    }

    @Override
    public void wake() {
        woken = true;
    }

    @Override
    public void clear() {
        woken = false;
    }
}
