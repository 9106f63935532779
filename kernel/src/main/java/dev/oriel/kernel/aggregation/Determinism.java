package dev.oriel.kernel.aggregation;

/** How far an aggregation's value is a function of what happened rather than of how it arrived (D11). */
public enum Determinism {
    /** A function of the set of events, bit for bit, and the true value. */
    EXACT,
    /** A function of the set of events, bit for bit, and an estimate of the true value within a stated error. */
    SET,
    /** The true value up to a stated size of the input; beyond it an estimate that may depend on grouping, within a stated error. */
    BOUNDED
}
