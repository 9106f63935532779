package dev.oriel.engine.serve;

import java.util.Optional;

/**
 * What went wrong, in the terms of the public clients.
 *
 * @param code which kind of thing
 * @param message {@code where · what · what is known · what to do}
 * @param feature canonical or asked name of the feature concerned; empty when the whole request is
 * @param resolver whose function failed; empty where none did
 */
public record QueryError(Code code, String message, Optional<String> feature, Optional<String> resolver) {
    /** An error that is no resolver's. */
    public QueryError(Code code, String message, Optional<String> feature) {
        this(code, message, feature, Optional.empty());
    }

    /** The same error, of a feature that is named as the query names it. */
    QueryError of(String fqn) {
        return new QueryError(code, message, Optional.of(fqn), resolver);
    }

    /** How far an error reaches. */
    public enum Category {
        /** The way to the platform. */
        NETWORK,
        /** The whole request. */
        REQUEST,
        /** One feature of one row. */
        FIELD
    }

    /** The public clients' codes. */
    public enum Code {
        /** A defect of the platform. */
        INTERNAL_SERVER_ERROR(Category.NETWORK),
        /** A name or value in the request cannot be read. */
        PARSE_FAILED(Category.REQUEST),
        /** Nothing can compute the feature. */
        RESOLVER_NOT_FOUND(Category.REQUEST),
        /** The request is well formed and makes no sense. */
        INVALID_QUERY(Category.REQUEST),
        /** A value breaks the rules of its feature. */
        VALIDATION_FAILED(Category.FIELD),
        /** Computing the feature failed. */
        RESOLVER_FAILED(Category.FIELD),
        /** Computing the feature took too long. */
        RESOLVER_TIMED_OUT(Category.FIELD),
        /** A feature that this one needs failed. */
        UPSTREAM_FAILED(Category.FIELD);

        private final Category category;

        Code(Category category) {
            this.category = category;
        }

        /** How far errors of this code reach, unless stated otherwise. */
        public Category category() {
            return category;
        }
    }
}
