package dev.oriel.file;

/** A clock, and waiting by it that can be ended from elsewhere. */
public interface Waiting {
    /** Now, in nanoseconds from any beginning; only differences mean something. */
    long nanos();

    /**
     * Waits, unless somebody wakes or has woken it; that counts once. Ends early when the thread is interrupted, which stays so.
     *
     * @param nanos how long, at most
     * @return whether it was woken, or interrupted
     */
    boolean await(long nanos);

    /** Ends a wait, or the next one. May be called by any thread. */
    void wake();

    /** Forgets that somebody woke it. */
    void clear();
}
