package dev.oriel.bench;

/** Count, sum, smallest and largest of some values: the four numbers that every contestant answers. Mutable, to be filled again. */
final class Totals {
    /** Sums of plain doubles may differ by their rounding errors, relative to the sum of values that are all positive. */
    private static final double ROUNDING = 1e-9;

    long count;
    double sum;
    double min;
    double max;

    Totals() {
        clear();
    }

    void clear() {
        count = 0;
        sum = 0;
        min = Double.POSITIVE_INFINITY;
        max = Double.NEGATIVE_INFINITY;
    }

    void add(double value) {
        add(1, value, value, value);
    }

    void add(long otherCount, double otherSum, double otherMin, double otherMax) {
        count += otherCount;
        sum += otherSum;
        min = Math.min(min, otherMin);
        max = Math.max(max, otherMax);
    }

    void set(Totals other) {
        count = other.count;
        sum = other.sum;
        min = other.min;
        max = other.max;
    }

    Totals copy() {
        Totals copy = new Totals();
        copy.set(this);
        return copy;
    }

    /** A number that depends on all four, for a compiler that would leave out what nobody reads. */
    double blend() {
        return count + sum + min + max;
    }

    /**
     * Throws unless this is what the naive twin says.
     *
     * @param exact whether the sums must be the same double, not only near
     */
    void requireEqual(Totals expected, boolean exact, String who, String where) {
        boolean sumsEqual =
                exact ? sum == expected.sum : Math.abs(sum - expected.sum) <= ROUNDING * Math.max(1, expected.sum);
        if (count != expected.count || min != expected.min || max != expected.max || !sumsEqual) {
            throw new IllegalStateException(who + " · wrong result for " + where + " · it says '" + this
                    + "', the naive twin '" + expected + "' · its figures would mean nothing: mend it first");
        }
    }

    @Override
    public String toString() {
        return "count " + count + ", sum " + sum + ", min " + min + ", max " + max;
    }
}
