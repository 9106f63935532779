package dev.oriel.api;

/**
 * The name and type of one feature, as generated code and resolvers hand it around.
 *
 * <p>A leaf: it holds a name and no other handle, so that the metamodels of classes that point at each other can be
 * initialised in any order.
 *
 * @param <S> the feature class it belongs to
 * @param <V> boxed type of its value
 * @param fqn fully qualified name on the wire: {@code user.name}, {@code user.total_spend__2592000__}
 */
@SuppressWarnings(
        "UnusedTypeParameter") // the parameters are for javac: a handle of the wrong class or type does not compile
public record Feature<S, V>(String fqn) implements FeatureHandle {
    /** Makes a handle; called by generated code. */
    public static <S, V> Feature<S, V> of(String fqn) {
        return new Feature<>(fqn);
    }

    @Override
    public String toString() {
        return fqn;
    }
}
