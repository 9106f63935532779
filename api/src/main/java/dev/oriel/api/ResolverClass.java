package dev.oriel.api;

import java.util.Map;

/**
 * Access to the resolvers of one class marked {@link Resolvers}, without reflection into its fields. Implementations are
 * generated.
 */
public interface ResolverClass {
    /** The class whose fields are the resolvers. */
    Class<?> type();

    /** Whether the class has no constructor without arguments that could be used: an instance must be handed over. */
    boolean needsInstance();

    /**
     * A new instance, by the no-argument constructor of {@link #type()}.
     *
     * @throws UnsupportedOperationException if it {@link #needsInstance()}
     */
    Object newInstance();

    /**
     * The resolvers of an instance by field name, in source order.
     *
     * @throws ClassCastException if {@code instance} is not a {@link #type()}
     */
    Map<String, Resolver> resolvers(Object instance);
}
