package dev.oriel.api;

/**
 * The name of a has-many relation.
 *
 * @param <S> the one
 * @param <T> the many
 * @param fqn name on the wire: {@code user.transactions}
 */
@SuppressWarnings(
        "UnusedTypeParameter") // the parameters are for javac: a handle of the wrong class or type does not compile
public record Many<S, T>(String fqn) {
    /** Makes a handle; called by generated code. */
    public static <S, T> Many<S, T> of(String fqn) {
        return new Many<>(fqn);
    }

    @Override
    public String toString() {
        return fqn;
    }
}
