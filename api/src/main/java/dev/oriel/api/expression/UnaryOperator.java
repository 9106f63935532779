package dev.oriel.api.expression;

/** The operators before one operand. They bind tighter than every operator between two but {@code **}. */
public enum UnaryOperator {
    NEGATE("-"),
    NOT("~");

    /** Tighter than each {@link BinaryOperator} but {@code **}, looser than {@code .name}, {@code [ ]} and calls. */
    static final int PRECEDENCE = 8;

    private final String symbol;

    UnaryOperator(String symbol) {
        this.symbol = symbol;
    }

    /** How the operator is written. */
    public String symbol() {
        return symbol;
    }
}
