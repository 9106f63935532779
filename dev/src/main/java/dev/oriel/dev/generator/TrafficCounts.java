package dev.oriel.dev.generator;

/**
 * What was sent so far, counted when the broker had it. Late, duplicate and malformed messages are counted under their topic
 * as well.
 *
 * @param failed messages the broker did not take; in no other count
 */
public record TrafficCounts(
        long users, long transactions, long logins, long late, long duplicates, long malformed, long failed) {
    /** All messages that the broker has. */
    public long total() {
        return users + transactions + logins;
    }
}
