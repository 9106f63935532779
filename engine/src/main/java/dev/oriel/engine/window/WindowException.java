package dev.oriel.engine.window;

import java.io.Serial;

/** A window without a value: its resolver failed, or must not be run on it. The message says which resolver and why. */
public final class WindowException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /** A failure without a cause of its own. */
    public WindowException(String message) {
        super(message);
    }

    /** A failure with the exception that told of it. */
    public WindowException(String message, Throwable cause) {
        super(message, cause);
    }
}
