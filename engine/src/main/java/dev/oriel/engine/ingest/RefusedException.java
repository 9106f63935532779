package dev.oriel.engine.ingest;

import java.io.Serial;

/** A message that cannot be used. The message says why, for the dead letters. */
final class RefusedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    RefusedException(String reason) {
        super(reason, null, false, false);
    }
}
