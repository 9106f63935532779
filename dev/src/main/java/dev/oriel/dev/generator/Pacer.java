package dev.oriel.dev.generator;

/**
 * How many messages are due now, so that a rate holds over time.
 *
 * <p>Time that was lost, up to one second, is made up for by bursts of at most 20 ms of traffic; what lies further back is
 * given up. Used by one thread.
 */
final class Pacer {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long BURST_NANOS = 20_000_000;

    private final long eventsPerSecond;
    private final long burstEventsMax;
    private long lastNanos;
    /** Messages owed, in billionths of one. */
    private long owed;

    /**
     * A pacer that owes nothing yet.
     *
     * @param eventsPerSecond 1 to {@value TrafficSettings#EVENTS_PER_SECOND_LIMIT}
     * @param nowNanos time of the same clock as all later times
     */
    Pacer(int eventsPerSecond, long nowNanos) {
        this.eventsPerSecond = eventsPerSecond;
        this.burstEventsMax = Math.ceilDiv(eventsPerSecond * BURST_NANOS, NANOS_PER_SECOND);
        this.lastNanos = nowNanos;
    }

    /** How many messages to send now; they count as sent. */
    int take(long nowNanos) {
        long passedNanos = Math.min(nowNanos - lastNanos, NANOS_PER_SECOND);
        lastNanos = nowNanos;
        // One message more than a second's, so that a slow rate does not lose the part that was not due yet.
        long owedMax = NANOS_PER_SECOND * (eventsPerSecond + 1);
        owed = Math.min(owed + passedNanos * eventsPerSecond, owedMax);
        long count = Math.min(owed / NANOS_PER_SECOND, burstEventsMax);
        owed -= count * NANOS_PER_SECOND;
        return Math.toIntExact(count);
    }
}
