package dev.oriel.api;

import org.jspecify.annotations.Nullable;

/** A function of four values. */
@FunctionalInterface
public interface Function4<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        R extends @Nullable Object> {
    /** The result for the values. */
    R apply(A a, B b, C c, D d);
}
