package dev.oriel.embedded;

import dev.oriel.engine.serve.QueryError;
import java.io.Serial;

/** A feature that has no value for a reason, which is the message: its resolver failed, or took too long. */
public final class FeatureFailedException extends OrielException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient QueryError error;

    FeatureFailedException(QueryError error) {
        super(error.message());
        this.error = error;
    }

    /** The error, with its code and the feature and resolver concerned. */
    public QueryError error() {
        return error;
    }
}
