package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.number.ExactSum;

/** The number of vectors and the exact sum of each of their elements. */
final class VectorSums {
    private static final ExactSum[] NO_SUMS = {};

    long count;
    /** One per element; of no length while there are no vectors. */
    ExactSum[] sums = NO_SUMS;

    VectorSums copy() {
        VectorSums copy = new VectorSums();
        copy.count = count;
        copy.sums = sums.clone();
        for (int i = 0; i < sums.length; i++) {
            copy.sums[i] = sums[i].copy();
        }
        return copy;
    }

    void add(double[] vector) {
        start(vector.length);
        count++;
        for (int i = 0; i < vector.length; i++) {
            sums[i].add(vector[i]);
        }
    }

    void addAll(VectorSums from) {
        if (from.count == 0) {
            return;
        }
        start(from.sums.length);
        count += from.count;
        for (int i = 0; i < sums.length; i++) {
            sums[i].addAll(from.sums[i]);
        }
    }

    void subtractAll(VectorSums what) {
        if (what.count == 0) {
            return;
        }
        count -= what.count;
        for (int i = 0; i < sums.length; i++) {
            sums[i].subtractAll(what.sums[i]);
        }
        if (count == 0) {
            sums = NO_SUMS;
        }
    }

    private void start(int length) {
        if (count == 0) {
            sums = new ExactSum[length];
            for (int i = 0; i < length; i++) {
                sums[i] = new ExactSum();
            }
        }
    }
}
