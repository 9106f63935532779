package dev.oriel.api.expression;

import java.util.Arrays;
import java.util.Optional;

/**
 * The operators between two operands. As in Python, comparisons bind loosest, {@code &} binds tighter than they do, and {@code
 * **} binds tighter than a minus before it.
 */
public enum BinaryOperator {
    EQUAL("==", Kind.EQUALITY, 1),
    NOT_EQUAL("!=", Kind.EQUALITY, 1),
    LESS("<", Kind.ORDERING, 1),
    LESS_OR_EQUAL("<=", Kind.ORDERING, 1),
    GREATER(">", Kind.ORDERING, 1),
    GREATER_OR_EQUAL(">=", Kind.ORDERING, 1),
    IN("in", Kind.MEMBERSHIP, 1),
    OR("|", Kind.LOGICAL, 2),
    XOR("^", Kind.LOGICAL, 3),
    AND("&", Kind.LOGICAL, 4),
    SHIFT_LEFT("<<", Kind.SHIFT, 5),
    SHIFT_RIGHT(">>", Kind.SHIFT, 5),
    ADD("+", Kind.ARITHMETIC, 6),
    SUBTRACT("-", Kind.ARITHMETIC, 6),
    MULTIPLY("*", Kind.ARITHMETIC, 7),
    DIVIDE("/", Kind.ARITHMETIC, 7),
    FLOOR_DIVIDE("//", Kind.ARITHMETIC, 7),
    REMAINDER("%", Kind.ARITHMETIC, 7),
    POWER("**", Kind.ARITHMETIC, 9);

    /** What an operator takes and gives. */
    public enum Kind {
        /** Values of one type to a boolean. */
        EQUALITY,
        /** Numbers, times or durations to a boolean. */
        ORDERING,
        /** A value and a list of values of its type to a boolean. */
        MEMBERSHIP,
        /** Booleans to a boolean; {@code ^} also integers to an integer, bit by bit. */
        LOGICAL,
        /** Integers to an integer: {@code a << n} is {@code a * 2 ** n}, {@code a >> n} is {@code a // 2 ** n}. */
        SHIFT,
        /** Numbers to a number; {@code +} and {@code -} also times and durations. */
        ARITHMETIC
    }

    private final String symbol;
    private final Kind kind;
    private final int precedence;

    BinaryOperator(String symbol, Kind kind, int precedence) {
        this.symbol = symbol;
        this.kind = kind;
        this.precedence = precedence;
    }

    /** How the operator is written. */
    public String symbol() {
        return symbol;
    }

    /** What it takes and gives. */
    public Kind kind() {
        return kind;
    }

    /** Whether it compares, {@code in} included; comparisons do not chain. */
    public boolean isComparison() {
        return kind == Kind.EQUALITY || kind == Kind.ORDERING || kind == Kind.MEMBERSHIP;
    }

    /** The comparison with its operands exchanged: {@code a < b} is {@code b > a}. Other operators are themselves. */
    public BinaryOperator mirrored() {
        return switch (this) {
            case LESS -> GREATER;
            case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
            case GREATER -> LESS;
            case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
            case EQUAL, NOT_EQUAL, IN, OR, XOR, AND, SHIFT_LEFT, SHIFT_RIGHT -> this;
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, FLOOR_DIVIDE, REMAINDER, POWER -> this;
        };
    }

    /** The larger binds tighter; from 1. */
    int precedence() {
        return precedence;
    }

    static Optional<BinaryOperator> of(String symbol) {
        return Arrays.stream(values())
                .filter(operator -> operator.symbol.equals(symbol))
                .findFirst();
    }
}
