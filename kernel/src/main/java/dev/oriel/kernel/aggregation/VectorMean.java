package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.number.ExactSum;

/** {@code mean} of vectors. The sum of an element may lie outside the range of doubles without its mean doing so. */
final class VectorMean extends VectorAggregation {
    VectorMean(int length) {
        super("mean", length);
    }

    @Override
    double element(ExactSum sum, long count) {
        return sum.divideBy(count);
    }
}
