package dev.oriel.engine.serve;

import java.time.Instant;
import java.util.List;

/**
 * The answer to one query.
 *
 * @param results one per output asked for, in the order asked; a windowed root gives one per window. Empty when there are
 *     {@code errors}
 * @param errors what is wrong with the request as a whole, all at once; empty when it could be answered
 * @param now the time that the answer is true at
 * @param explanations how each of the {@code results} was found, where that was asked for; else empty
 */
public record Answer(
        List<FeatureResult> results, List<QueryError> errors, Instant now, List<Explanation> explanations) {
    /** Copies the lists. */
    public Answer {
        results = List.copyOf(results);
        errors = List.copyOf(errors);
        explanations = List.copyOf(explanations);
    }

    /** An answer that is not explained. */
    public Answer(List<FeatureResult> results, List<QueryError> errors, Instant now) {
        this(results, errors, now, List.of());
    }
}
