package dev.oriel.dev.generator;

/**
 * How much traffic, and which.
 *
 * @param eventsPerSecond messages to all topics together, 1 to {@value #EVENTS_PER_SECOND_LIMIT}
 * @param seed decides the content; ids of messages begin with it, so two runs against the same topics need two seeds
 */
public record TrafficSettings(int eventsPerSecond, long seed) {
    public static final int EVENTS_PER_SECOND_DEFAULT = 2_000;
    public static final int EVENTS_PER_SECOND_LIMIT = 1_000_000;

    /**
     * Checks the rate.
     *
     * @throws IllegalArgumentException if it is outside its limits
     */
    public TrafficSettings {
        if (eventsPerSecond < 1 || eventsPerSecond > EVENTS_PER_SECOND_LIMIT) {
            throw new IllegalArgumentException("generator: '%d' events per second · give 1 to %d"
                    .formatted(eventsPerSecond, EVENTS_PER_SECOND_LIMIT));
        }
    }
}
