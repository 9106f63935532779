package dev.oriel.api;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Functions without the types that the builders have checked. */
final class Erased {
    private Erased() {}

    /** The same function; it is only ever given what the builder's type parameter says. */
    @SuppressWarnings("unchecked") // the builders tie the type of messages to that of the functions over them
    static <R extends @Nullable Object> Function<Object, R> function(Function<?, ? extends R> function) {
        return (Function<Object, R>) (Function<?, ?>) function;
    }
}
