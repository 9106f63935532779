package dev.oriel.engine.serve;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One value, or why there is none.
 *
 * @param field the name as it was asked for; for the windows of a root, the canonical name of each
 * @param fqn canonical name: {@code user.total_spend__2592000__}
 * @param value a {@code Long}, {@code Double}, {@code Boolean}, {@code String} or {@code Instant}; null when there is none
 * @param primaryKey key of the row asked about
 * @param observedAt when the value was observed; empty for values computed for this answer
 * @param cacheHit whether the value was read from where it is kept, rather than computed for this answer
 * @param effectiveWindow which events the value stands for; empty for features without a window
 * @param accuracy how far the value may be from the true one; empty for values that are exact by nature or computed from others
 * @param error why there is no value; empty when there is one, or when null is the value
 */
public record FeatureResult(
        String field,
        String fqn,
        @Nullable Object value,
        @Nullable Object primaryKey,
        Optional<Instant> observedAt,
        boolean cacheHit,
        Optional<EffectiveWindow> effectiveWindow,
        Optional<Accuracy> accuracy,
        Optional<QueryError> error) {
    /**
     * The events a value stands for: from inclusive, to exclusive, in whole buckets.
     *
     * @param from start of the oldest bucket used
     * @param to end of the newest bucket used
     * @param buckets how many non-empty buckets were merged
     */
    public record EffectiveWindow(Instant from, Instant to, int buckets) {}

    /**
     * How far an approximate value may be from the true one.
     *
     * @param measure what the error is an error of
     * @param error the most it may be; 0 while the value is as good as exact
     * @param confidence how often it is no more than that, up to 1
     */
    public record Accuracy(Measure measure, double error, double confidence) {
        /** What an error is an error of. */
        public enum Measure {
            /** The difference from the true value, as a part of the true value. */
            RELATIVE,
            /** The difference between the true number of occurrences and the one the choice was made by, in occurrences. */
            OCCURRENCES
        }
    }
}
