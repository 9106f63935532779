package dev.oriel.engine.port;

import java.io.Serial;

/** SQL that is wrong, or that did not end within its limits. The message says which: what, what is known, what to do. */
public final class SqlException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /** A failure without a cause of its own. */
    public SqlException(String message) {
        super(message);
    }

    /** A failure with the exception that told of it. */
    public SqlException(String message, Throwable cause) {
        super(message, cause);
    }
}
