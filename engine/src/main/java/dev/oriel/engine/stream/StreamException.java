package dev.oriel.engine.stream;

import java.io.Serial;

/** A request about a stream that cannot be followed. The message says: where, what, what is known, what to do. */
public final class StreamException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final Kind kind;

    /** What kind of refusal it is. */
    public enum Kind {
        /** There is no such source or resolver. */
        UNKNOWN,
        /** It cannot be done with this one, or not so. */
        REFUSED,
        /** It could be done at another time: the source cannot be reached, or did not answer in time. */
        UNAVAILABLE
    }

    /** A refusal. */
    public StreamException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** A refusal with the exception that told of it. */
    public StreamException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What kind of refusal it is. */
    public Kind kind() {
        return kind;
    }
}
