package dev.oriel.engine.evaluate;

import dev.oriel.api.expression.BinaryOperator;

/** Which orders of two values a comparison holds for. */
enum Comparison {
    EQUAL(false, true, false),
    NOT_EQUAL(true, false, true),
    LESS(true, false, false),
    LESS_OR_EQUAL(true, true, false),
    GREATER(false, false, true),
    GREATER_OR_EQUAL(false, true, true);

    private final boolean less;
    private final boolean equal;
    private final boolean greater;

    Comparison(boolean less, boolean equal, boolean greater) {
        this.less = less;
        this.equal = equal;
        this.greater = greater;
    }

    /** Whether it holds for values that compare so: negative, zero or positive. */
    boolean holds(int order) {
        return order < 0 ? less : order == 0 ? equal : greater;
    }

    static Comparison of(BinaryOperator operator) {
        return switch (operator) {
            case EQUAL -> EQUAL;
            case NOT_EQUAL -> NOT_EQUAL;
            case LESS -> LESS;
            case LESS_OR_EQUAL -> LESS_OR_EQUAL;
            case GREATER -> GREATER;
            case GREATER_OR_EQUAL -> GREATER_OR_EQUAL;
            case IN, OR, XOR, AND, SHIFT_LEFT, SHIFT_RIGHT -> throw DoubleSteps.none(operator);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, FLOOR_DIVIDE, REMAINDER, POWER -> throw DoubleSteps.none(operator);
        };
    }
}
