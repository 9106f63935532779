package dev.oriel.kernel.aggregation;

/**
 * What is kept of many numbers of one column, for reading. A component that the aggregation did not ask for must not be read.
 *
 * <p>Every value is computed from exact components and rounded at the end. Where there are too few numbers for a value it is {@link
 * AggregateValue.Absent}, where it lies outside the range of its type {@link AggregateValue.Overflow}, and where buckets written before
 * the component was kept take part {@link AggregateValue.NotKept}.
 */
public interface Numbers {
    /** The number of rows, nulls included. */
    long rows();

    /** The number of rows whose column is not null. */
    long values();

    /** The sum, an integer over integers; 0 of nothing. Needs {@link Component#SUM}. */
    AggregateValue sum();

    /** The sum, rounded to a double, over the count. Needs {@link Component#SUM}. */
    AggregateValue mean();

    /** The sample variance (n - 1), of at least two. Needs {@link Component#SUM} and {@link Component#SUM_OF_SQUARES}. */
    AggregateValue variance();

    /** The square root of the sample variance, of at least two. Needs what {@link #variance()} needs. */
    AggregateValue standardDeviation();

    /** The smallest, -0.0 being below 0.0. Needs {@link Component#MINIMUM}. */
    AggregateValue minimum();

    /** The largest, 0.0 being above -0.0. Needs {@link Component#MAXIMUM}. */
    AggregateValue maximum();
}
