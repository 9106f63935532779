package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.number.ExactSum;

/** {@code sum} of vectors. */
final class VectorSum extends VectorAggregation {
    VectorSum(int length) {
        super("sum", length);
    }

    @Override
    double element(ExactSum sum, long count) {
        return sum.round();
    }
}
