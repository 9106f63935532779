package dev.oriel.embedded;

import java.io.Serial;

/** Something that cannot be done. The message says: where, what, what is known, what to do; each line is a reason. */
public class OrielException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** A refusal. */
    OrielException(String message) {
        super(message);
    }

    /** A refusal with the exception that told of it. */
    OrielException(String message, Throwable cause) {
        super(message, cause);
    }
}
