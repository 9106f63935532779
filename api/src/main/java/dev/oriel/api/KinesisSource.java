package dev.oriel.api;

import java.util.Optional;

/**
 * A Kinesis stream. Region and credentials come from configuration.
 *
 * @param name name of the source
 * @param stream name or ARN of the stream read
 * @param lateArrivalDeadline the longest that arrival may be after event time; {@code "infinity"} is no limit
 * @param deadLetters stream for messages that cannot be used; empty when they are only counted
 * @param fanOutConsumer name of an enhanced fan-out consumer; empty to share the stream's throughput
 */
public record KinesisSource(
        String name,
        String stream,
        String lateArrivalDeadline,
        Optional<String> deadLetters,
        Optional<String> fanOutConsumer)
        implements Source {
    /** A source that reads the stream of its own name, without a deadline for late messages. */
    public static KinesisSource named(String name) {
        return new KinesisSource(name, name, "infinity", Optional.empty(), Optional.empty());
    }

    /** The same source, reading another stream. */
    public KinesisSource stream(String nameOrArn) {
        return new KinesisSource(name, nameOrArn, lateArrivalDeadline, deadLetters, fanOutConsumer);
    }

    /** The same source with another deadline, a duration. */
    public KinesisSource lateArrivalDeadline(String deadline) {
        return new KinesisSource(name, stream, deadline, deadLetters, fanOutConsumer);
    }

    /** The same source, sending messages that cannot be used to a stream. */
    public KinesisSource deadLetterStream(String deadLetterStream) {
        return new KinesisSource(name, stream, lateArrivalDeadline, Optional.of(deadLetterStream), fanOutConsumer);
    }

    /** The same source with throughput of its own, by an enhanced fan-out consumer. */
    public KinesisSource fanOutConsumer(String consumer) {
        return new KinesisSource(name, stream, lateArrivalDeadline, deadLetters, Optional.of(consumer));
    }
}
