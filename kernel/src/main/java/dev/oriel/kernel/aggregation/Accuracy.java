package dev.oriel.kernel.aggregation;

/**
 * How far a value may be from the true one.
 *
 * @param measure what the error is an error of
 * @param error the most it may be: 0 when the value is exact
 * @param confidence how often it is no more than that: 1 for a guarantee
 */
public record Accuracy(Measure measure, double error, double confidence) {
    /** What an error is an error of. */
    public enum Measure {
        /** The difference from the true value, as a part of the true value. */
        RELATIVE,
        /** The difference between the true number of occurrences and the one the choice was made by, in occurrences. */
        OCCURRENCES
    }

    /** The value is the true one. */
    public static Accuracy exact(Measure measure) {
        return new Accuracy(measure, 0, 1);
    }
}
