package dev.oriel.engine.port;

import java.io.Serial;
import java.util.Set;

/** A sink that did not take what it was given, or may not have. The message is for the operator: where, what, what to do. */
public final class SinkException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Set<String> refusedDestinations;

    /** A failure without a cause of its own. */
    public SinkException(String message) {
        super(message);
        refusedDestinations = Set.of();
    }

    /** A failure with the exception that told of it. */
    public SinkException(String message, Throwable cause) {
        super(message, cause);
        refusedDestinations = Set.of();
    }

    /** A refusal for good: these destinations take nothing until somebody acts, others do. Nothing was delivered to any. */
    public SinkException(String message, Set<String> refusedDestinations) {
        super(message);
        this.refusedDestinations = Set.copyOf(refusedDestinations);
    }

    /**
     * Destinations that refuse, while the sink stays open for others. When there are some, nothing of the list was delivered;
     * when there are none, it is not known, and {@link EventSink#open} tells.
     */
    public Set<String> refusedDestinations() {
        return refusedDestinations;
    }
}
