package dev.oriel.api;

/**
 * The name of a has-one relation.
 *
 * @param <S> the class that points
 * @param <T> the class pointed at
 * @param fqn name on the wire: {@code transaction.user}
 */
@SuppressWarnings(
        "UnusedTypeParameter") // the parameters are for javac: a handle of the wrong class or type does not compile
public record One<S, T>(String fqn) {
    /** Makes a handle; called by generated code. */
    public static <S, T> One<S, T> of(String fqn) {
        return new One<>(fqn);
    }

    /** One step along the relation: {@code Transaction_.user.get(User_.name)} is {@code transaction.user.name}. */
    public <V> Feature<S, V> get(Feature<T, V> feature) {
        return Feature.of(fqn + feature.fqn().substring(feature.fqn().indexOf('.')));
    }

    @Override
    public String toString() {
        return fqn;
    }
}
