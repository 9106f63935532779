package dev.oriel.api.expression;

/** Text that is not an expression. */
public final class ExpressionSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int offset;

    /**
     * Makes the error.
     *
     * @param offset where in the text, from 0; the length of the text when it ends too early
     */
    public ExpressionSyntaxException(String message, int offset) {
        super(message);
        this.offset = offset;
    }

    /** Where in the text, from 0; the length of the text when it ends too early. */
    public int offset() {
        return offset;
    }
}
