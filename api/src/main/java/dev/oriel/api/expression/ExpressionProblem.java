package dev.oriel.api.expression;

/**
 * Why an expression is refused.
 *
 * @param message one sentence, with what to write instead where that is known
 * @param offset where in the text, from 0
 */
public record ExpressionProblem(String message, int offset) {}
