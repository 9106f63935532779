package dev.oriel.api;

import org.jspecify.annotations.Nullable;

/** A function of three values. */
@FunctionalInterface
public interface Function3<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        R extends @Nullable Object> {
    /** The result for the values. */
    R apply(A a, B b, C c);
}
