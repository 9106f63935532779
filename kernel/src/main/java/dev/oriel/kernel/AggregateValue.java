package dev.oriel.kernel;

/** What an aggregation says about the events it has seen. */
public sealed interface AggregateValue {
    /** An integer. */
    record OfLong(long value) implements AggregateValue {}

    /** A finite floating number; a zero of a sum or a mean is always positive. */
    record OfDouble(double value) implements AggregateValue {}

    /** No value: the mean, minimum or maximum of nothing (null to the user). */
    record Absent() implements AggregateValue {}

    /** The true value lies outside the range of its type, and is never replaced by a wrapped or infinite one. */
    record Overflow() implements AggregateValue {}
}
