package dev.oriel.engine.port;

import java.io.Serial;

/**
 * A store that failed. After a failed commit it is unknown whether the batch was written: the caller drops what it holds in
 * memory, reopens the store and goes on from the positions it finds there.
 */
public final class StoreException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /** A failure without a cause of its own. */
    public StoreException(String message) {
        super(message);
    }

    /** A failure with the exception that told of it. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
