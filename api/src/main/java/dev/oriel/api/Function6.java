package dev.oriel.api;

import org.jspecify.annotations.Nullable;

/** A function of six values. */
@FunctionalInterface
public interface Function6<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        E extends @Nullable Object,
        F extends @Nullable Object,
        R extends @Nullable Object> {
    /** The result for the values. */
    R apply(A a, B b, C c, D d, E e, F f);
}
