package dev.oriel.file;

import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.FileSource;
import dev.oriel.api.Resolvers;
import dev.oriel.api.StreamResolver;
import java.time.Instant;

/** Reads a file whose lines say when they were received, and when they were measured. */
@Resolvers
public final class MeterResolvers {
    /** An hour of its times passes each second. */
    public static final FileSource READINGS = FileSource.of("readings", "readings.jsonl")
            .timeField("received")
            .speed(3600)
            .lateArrivalDeadline("1h");

    public final StreamResolver readings = stream(ReadingMessage.class, READINGS)
            .timestamp(ReadingMessage::measured)
            .output(Reading_.id, ReadingMessage::id)
            .output(Reading_.meterId, ReadingMessage::meterId);

    /** A line. */
    public record ReadingMessage(String id, long meterId, Instant measured) {}
}
