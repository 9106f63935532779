package dev.oriel.api;

/**
 * A Kafka topic. The brokers come from configuration.
 *
 * @param name name of the source
 * @param topic topic read
 * @param lateArrivalDeadline the longest that broker time may be after event time; {@code "infinity"} is no limit
 */
public record KafkaSource(String name, String topic, String lateArrivalDeadline) implements Source {
    /** Checks the deadline. */
    public KafkaSource {
        Durations.millis(lateArrivalDeadline);
    }

    /** A source that reads the topic of its own name, without a deadline for late messages. */
    public static KafkaSource named(String name) {
        return new KafkaSource(name, name, "infinity");
    }

    /** The same source, reading another topic. */
    public KafkaSource topic(String newTopic) {
        return new KafkaSource(name, newTopic, lateArrivalDeadline);
    }

    /**
     * The same source with another deadline.
     *
     * @throws IllegalArgumentException if the text is no duration
     */
    public KafkaSource lateArrivalDeadline(String deadline) {
        return new KafkaSource(name, topic, deadline);
    }
}
