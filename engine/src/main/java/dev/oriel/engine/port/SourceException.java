package dev.oriel.engine.port;

import java.io.Serial;

/** A source that cannot go on. The message is for the operator: where, what, what is known, what to do. */
public final class SourceException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /** A failure without a cause of its own. */
    public SourceException(String message) {
        super(message);
    }

    /** A failure with the exception that told of it. */
    public SourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
