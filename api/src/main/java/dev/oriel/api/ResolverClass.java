package dev.oriel.api;

import java.util.Map;

/**
 * Access to the resolvers of one class marked {@link Resolvers}, without reflection into its fields. Implementations are
 * generated.
 */
public interface ResolverClass {
    /** The class whose fields are the resolvers. */
    Class<?> type();

    /** A new instance, by the no-argument constructor of {@link #type()}. */
    Object newInstance();

    /**
     * The resolvers of an instance by field name, in source order.
     *
     * @throws ClassCastException if {@code instance} is not a {@link #type()}
     */
    Map<String, StreamResolver> resolvers(Object instance);
}
