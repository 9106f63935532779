package dev.oriel.engine.message;

import java.io.Serial;

/** A message that cannot be used. The message says why, for the dead letters. */
public final class RefusedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /** A reason in the words of the message. */
    public RefusedException(String reason) {
        super(reason, null, false, false);
    }
}
