package dev.oriel.api.definition;

import dev.oriel.api.Durations;
import dev.oriel.api.Edges;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an aggregation is kept in buckets; texts as written, see {@link dev.oriel.api.Materialized} for what each means.
 *
 * @param bucketDuration of the windows that {@code bucketDurations} leaves out; null when nothing is said
 * @param bucketDurations by window; a window is in one of them at most
 * @param bucketStart null for the Unix epoch
 * @param bucketStarts by window
 */
public record Materialization(
        @Nullable String bucketDuration,
        List<PerWindows> bucketDurations,
        @Nullable String bucketStart,
        List<PerWindows> bucketStarts,
        @Nullable String backfillSchedule,
        @Nullable String backfillResolver,
        @Nullable String backfillLookback,
        @Nullable String backfillStart,
        @Nullable String continuousBuffer,
        @Nullable String continuousResolver,
        Edges edges) {
    /** Copies the lists. */
    public Materialization {
        bucketDurations = List.copyOf(bucketDurations);
        bucketStarts = List.copyOf(bucketStarts);
    }

    /** One value for some windows. */
    public record PerWindows(String value, List<String> windows) {
        /** Copies the list. */
        public PerWindows {
            windows = List.copyOf(windows);
        }

        /** Whether a window is among them, in whatever spelling. */
        public boolean covers(String window) {
            long millis = Durations.millis(window);
            return windows.stream().anyMatch(covered -> Durations.millis(covered) == millis);
        }
    }

    /** Buckets of one length that begin at the epoch; null makes every window its own bucket. */
    public static Materialization ofBuckets(@Nullable String bucketDuration) {
        return new Materialization(
                bucketDuration, List.of(), null, List.of(), null, null, null, null, null, null, Edges.OVERLAP);
    }

    /** Whether every window is its own bucket, since nothing is said of their length. */
    public boolean bucketsAreWindows() {
        return bucketDuration == null && bucketDurations.isEmpty();
    }

    /**
     * The bucket length of a window, as it was written.
     *
     * @return the window itself where windows are buckets; empty for a window that is left out, which the checker refuses
     */
    public Optional<String> bucketOf(String window) {
        if (bucketsAreWindows()) {
            return Optional.of(window);
        }
        return bucketDurations.stream()
                .filter(rule -> rule.covers(window))
                .map(PerWindows::value)
                .findFirst()
                .or(() -> Optional.ofNullable(bucketDuration));
    }

    /**
     * Length of the buckets of a window, in milliseconds.
     *
     * @throws IllegalStateException if the window is left out, which the checker refuses
     */
    public long bucketMillis(String window) {
        return bucketOf(window)
                .map(Durations::millis)
                .orElseThrow(() -> new IllegalStateException("the checker let '" + window + "' pass without a bucket"));
    }

    /** A time at which a bucket of the window begins, in epoch milliseconds. */
    public long originMillis(String window) {
        String start = bucketStarts.stream()
                .filter(rule -> rule.covers(window))
                .map(PerWindows::value)
                .findFirst()
                .orElse(bucketStart);
        return start == null ? 0 : time(start).toEpochMilli();
    }

    /**
     * Reads a time of a definition: ISO 8601, a date alone being its midnight, UTC where no zone is written.
     *
     * @throws IllegalArgumentException if it is none; the message says what to write
     */
    public static Instant time(String text) {
        try {
            if (!text.contains("T")) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            boolean zoned = text.endsWith("Z") || text.matches(".*[+-]\\d\\d(:?\\d\\d)?$");
            return zoned
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a time: write ISO 8601, such as 2024-01-01 or 2024-01-01T00:00:00+05:30", e);
        }
    }
}
