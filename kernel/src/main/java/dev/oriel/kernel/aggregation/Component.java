package dev.oriel.kernel.aggregation;

/** What may be kept of many numbers, each exactly. The order is that of their binary form and never changes. */
public enum Component {
    /** Their sum. */
    SUM(true),
    /** The sum of their squares. */
    SUM_OF_SQUARES(true),
    /** The smallest. */
    MINIMUM(false),
    /** The largest. */
    MAXIMUM(false);

    private final boolean invertible;

    Component(boolean invertible) {
        this.invertible = invertible;
    }

    /** Whether a number that was added can be taken out again. */
    public boolean isInvertible() {
        return invertible;
    }
}
