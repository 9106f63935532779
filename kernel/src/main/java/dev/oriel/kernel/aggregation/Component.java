package dev.oriel.kernel.aggregation;

/** What may be kept of many numbers, each exactly. The numbers and the order are those of the binary form and never change. */
public enum Component {
    /** Their sum. */
    SUM(0, true),
    /** The sum of their squares. */
    SUM_OF_SQUARES(1, true),
    /** The smallest. */
    MINIMUM(2, false),
    /** The largest. */
    MAXIMUM(3, false);

    private final int number;
    private final boolean invertible;

    Component(int number, boolean invertible) {
        this.number = number;
        this.invertible = invertible;
    }

    /** The bit that stands for it in binary forms. */
    int number() {
        return number;
    }

    /** Whether a number that was added can be taken out again. */
    public boolean isInvertible() {
        return invertible;
    }
}
