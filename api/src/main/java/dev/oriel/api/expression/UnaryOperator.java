package dev.oriel.api.expression;

/** The operators before one operand. They bind tighter than every operator between two. */
public enum UnaryOperator {
    NEGATE("-"),
    NOT("~");

    /** Tighter than {@link BinaryOperator}, looser than {@code .name}, {@code [ ]} and calls. */
    static final int PRECEDENCE = 6;

    private final String symbol;

    UnaryOperator(String symbol) {
        this.symbol = symbol;
    }

    /** How the operator is written. */
    public String symbol() {
        return symbol;
    }
}
