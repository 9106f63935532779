package dev.oriel.arrow.meter;

import static dev.oriel.api.Aggregator.count;
import static dev.oriel.api.Aggregator.min;
import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.KafkaSource;
import dev.oriel.api.Resolvers;
import dev.oriel.api.Sink;
import dev.oriel.api.StreamResolver;

/** Readings. */
@Resolvers
public final class MeterResolvers {
    /** Readings. */
    public static final KafkaSource READINGS = KafkaSource.named("readings");

    /** Each to two sinks. */
    public final StreamResolver readings = stream(ReadingMessage.class, READINGS)
            .timestamp(ReadingMessage::at)
            .output(Reading_.id, "_.id")
            .output(Reading_.value, "_.value")
            .output(Reading_.price, "_.price")
            .output(Reading_.marks, "_.marks")
            .sink(Sink.named("all").format(Sink.Format.ARROW_STREAM))
            .sink(Sink.named("values").format(Sink.Format.ARROW_STREAM).features(Reading_.id, Reading_.value))
            .sink(Sink.named("plain").features(Reading_.id, Reading_.value));

    /** A row for each window of each meter. */
    public final StreamResolver windows = stream(ReadingMessage.class, READINGS)
            .timestamp(ReadingMessage::at)
            .key(Meter_.id, ReadingMessage::meterId)
            .output(Meter_.readings, count())
            .output(Meter_.lowest, min(ReadingMessage::value))
            .sink(Sink.named("windows").format(Sink.Format.ARROW_STREAM));
}
