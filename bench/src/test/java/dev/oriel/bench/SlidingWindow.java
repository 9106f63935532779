package dev.oriel.bench;

/** A trailing window {@code (now - windowMillis, now]} that is exact to the millisecond, with {@code now} never going back. */
interface SlidingWindow {
    void insert(long eventMillis, double value);

    /** Forgets events that are no longer in the window. */
    void evict(long nowMillis);

    /** The totals of all that is in the window. */
    void query(long nowMillis, Totals into);

    /** Whether sums are those of exact arithmetic, rounded once. */
    boolean isExact();
}
