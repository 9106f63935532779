package dev.oriel.file;

import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.FileSource;
import dev.oriel.api.Resolvers;
import dev.oriel.api.StreamResolver;
import java.time.Instant;

/** Reads rows whose identities are texts of digits. */
@Resolvers
public final class CsvMeterResolvers {
    public static final FileSource ROWS =
            FileSource.of("rows", "rows.csv").format(FileSource.Format.CSV).timeField("received");

    public final StreamResolver rows = stream(Row.class, ROWS)
            .timestamp(Row::received)
            .output(Reading_.id, Row::id)
            .output(Reading_.meterId, Row::meterId);

    /** A row. */
    public record Row(String id, long meterId, Instant received) {}
}
