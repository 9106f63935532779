package dev.oriel.api.expression;

import java.util.List;
import java.util.Optional;

/**
 * What the checker found.
 *
 * @param type what the expression stands for; empty exactly when there are problems
 * @param problems all that is wrong, in the order of their offsets
 */
public record CheckedExpression(Optional<ExpressionType> type, List<ExpressionProblem> problems) {
    /** Copies the list. */
    public CheckedExpression {
        problems = List.copyOf(problems);
    }
}
