package dev.oriel.api;

import java.util.Optional;

/**
 * A Pub/Sub subscription. Project and credentials come from configuration.
 *
 * @param name name of the source
 * @param subscription id of the subscription read
 * @param lateArrivalDeadline the longest that publishing may be after event time; {@code "infinity"} is no limit
 * @param deadLetters topic for messages that cannot be used; empty when they are only counted
 */
public record PubSubSource(String name, String subscription, String lateArrivalDeadline, Optional<String> deadLetters)
        implements Source {
    /** A source that reads the subscription of its own name, without a deadline for late messages. */
    public static PubSubSource named(String name) {
        return new PubSubSource(name, name, "infinity", Optional.empty());
    }

    /** The same source, reading another subscription. */
    public PubSubSource subscription(String id) {
        return new PubSubSource(name, id, lateArrivalDeadline, deadLetters);
    }

    /** The same source with another deadline, a duration. */
    public PubSubSource lateArrivalDeadline(String deadline) {
        return new PubSubSource(name, subscription, deadline, deadLetters);
    }

    /** The same source, sending messages that cannot be used to a topic. */
    public PubSubSource deadLetterTopic(String topic) {
        return new PubSubSource(name, subscription, lateArrivalDeadline, Optional.of(topic));
    }
}
