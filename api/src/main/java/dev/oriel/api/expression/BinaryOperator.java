package dev.oriel.api.expression;

import java.util.Arrays;
import java.util.Optional;

/** The operators between two operands. As in Python, comparisons bind loosest and {@code &} binds tighter than they do. */
public enum BinaryOperator {
    EQUAL("==", Kind.EQUALITY, 1),
    NOT_EQUAL("!=", Kind.EQUALITY, 1),
    LESS("<", Kind.ORDERING, 1),
    LESS_OR_EQUAL("<=", Kind.ORDERING, 1),
    GREATER(">", Kind.ORDERING, 1),
    GREATER_OR_EQUAL(">=", Kind.ORDERING, 1),
    OR("|", Kind.LOGICAL, 2),
    AND("&", Kind.LOGICAL, 3),
    ADD("+", Kind.ARITHMETIC, 4),
    SUBTRACT("-", Kind.ARITHMETIC, 4),
    MULTIPLY("*", Kind.ARITHMETIC, 5),
    DIVIDE("/", Kind.ARITHMETIC, 5),
    FLOOR_DIVIDE("//", Kind.ARITHMETIC, 5),
    REMAINDER("%", Kind.ARITHMETIC, 5);

    /** What an operator takes and gives. */
    public enum Kind {
        /** Values of one type to a boolean. */
        EQUALITY,
        /** Numbers or times to a boolean. */
        ORDERING,
        /** Booleans to a boolean. */
        LOGICAL,
        /** Numbers to a number. */
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

    /** Whether it compares; comparisons do not chain. */
    public boolean isComparison() {
        return kind == Kind.EQUALITY || kind == Kind.ORDERING;
    }

    /** The comparison with its operands exchanged: {@code a < b} is {@code b > a}. Other operators are themselves. */
    public BinaryOperator mirrored() {
        return switch (this) {
            case LESS -> GREATER;
            case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
            case GREATER -> LESS;
            case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
            case EQUAL, NOT_EQUAL, OR, AND, ADD, SUBTRACT, MULTIPLY, DIVIDE, FLOOR_DIVIDE, REMAINDER -> this;
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
