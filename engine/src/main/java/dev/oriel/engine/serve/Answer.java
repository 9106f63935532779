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
 */
public record Answer(List<FeatureResult> results, List<QueryError> errors, Instant now) {
    /** Copies the lists. */
    public Answer {
        results = List.copyOf(results);
        errors = List.copyOf(errors);
    }
}
