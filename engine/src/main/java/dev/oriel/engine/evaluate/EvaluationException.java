package dev.oriel.engine.evaluate;

import java.io.Serial;

/**
 * An expression that has no value for this row. The message says why, for the user. It has no stack trace: one object may
 * stand for many rows of a batch.
 */
public final class EvaluationException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** A reason in the user's terms. */
    public EvaluationException(String message) {
        super(message, null, false, false);
    }
}
