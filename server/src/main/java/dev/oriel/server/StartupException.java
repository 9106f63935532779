package dev.oriel.server;

import java.io.Serial;

/** A platform that cannot start. The message is for the operator: where, what, what is known, what to do. */
public final class StartupException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /** A failure without a cause of its own. */
    public StartupException(String message) {
        super(message);
    }

    /** A failure with the exception that told of it. */
    public StartupException(String message, Throwable cause) {
        super(message, cause);
    }
}
