package dev.oriel.api.definition;

/** A text that names no feature. The message says what is known and what to ask for. */
public final class UnknownFeatureException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Makes the error. */
    public UnknownFeatureException(String message) {
        super(message);
    }
}
