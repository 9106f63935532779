package dev.oriel.api;

import java.util.Optional;

/**
 * A Kafka topic. The brokers come from configuration.
 *
 * @param name name of the source
 * @param topic topic read
 * @param lateArrivalDeadline the longest that broker time may be after event time; {@code "infinity"} is no limit
 * @param deadLetters topic for messages that cannot be used; empty when they are only counted
 */
public record KafkaSource(String name, String topic, String lateArrivalDeadline, Optional<String> deadLetters)
        implements Source {
    /** A source that reads the topic of its own name, without a deadline for late messages. */
    public static KafkaSource named(String name) {
        return new KafkaSource(name, name, "infinity", Optional.empty());
    }

    /** The same source, reading another topic. */
    public KafkaSource topic(String newTopic) {
        return new KafkaSource(name, newTopic, lateArrivalDeadline, deadLetters);
    }

    /** The same source with another deadline, a duration. */
    public KafkaSource lateArrivalDeadline(String deadline) {
        return new KafkaSource(name, topic, deadline, deadLetters);
    }

    /** The same source, sending messages that cannot be used to a topic. */
    public KafkaSource deadLetterTopic(String deadLetterTopic) {
        return new KafkaSource(name, topic, lateArrivalDeadline, Optional.of(deadLetterTopic));
    }
}
