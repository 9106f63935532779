package dev.oriel.embedded;

import dev.oriel.engine.serve.QueryError;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A query that cannot be answered as a whole, with everything that is wrong about it, a line each. */
public final class QueryRefusedException extends OrielException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<QueryError> errors;

    /** At least one error. */
    QueryRefusedException(List<QueryError> errors) {
        super(errors.stream().map(QueryError::message).collect(Collectors.joining("\n")));
        this.errors = List.copyOf(errors);
    }

    /** What is wrong, in the order in which it was found. */
    public List<QueryError> errors() {
        return errors;
    }
}
