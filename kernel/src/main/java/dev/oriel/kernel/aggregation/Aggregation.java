package dev.oriel.kernel.aggregation;

/**
 * A summary of many events: of numbers by shared components, or by a state of its own.
 *
 * <p>{@code docs/internals/add-an-aggregation.md} shows how to add one.
 */
public sealed interface Aggregation permits NumericAggregation, StateAggregation {
    /** The function as users write it, such as {@code sum}. */
    String name();

    /** How far its value depends on anything but the set of events. */
    Determinism determinism();
}
