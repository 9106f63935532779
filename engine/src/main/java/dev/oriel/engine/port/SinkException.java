package dev.oriel.engine.port;

import java.io.Serial;

/** A sink that did not take what it was given, or may not have. The message is for the operator: where, what, what to do. */
public final class SinkException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /** A failure without a cause of its own. */
    public SinkException(String message) {
        super(message);
    }

    /** A failure with the exception that told of it. */
    public SinkException(String message, Throwable cause) {
        super(message, cause);
    }
}
