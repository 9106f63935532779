package dev.oriel.engine.ingest;

import dev.oriel.engine.message.RefusedException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls of functions that definitions bring. */
final class UserCode {
    private UserCode() {}

    /**
     * Calls a function; what it throws is a judgement about this message and stops nothing else. Errors that tell of the
     * process instead, such as a class that is missing or memory that is exhausted, are let through.
     *
     * @param who the resolver, for the reason
     * @param what the function, for the reason
     */
    static <T extends @Nullable Object> T call(String who, String what, Function<Object, T> function, Object message)
            throws RefusedException {
        try {
            return function.apply(message);
        } catch (Exception | StackOverflowError | AssertionError e) {
            throw new RefusedException(who + ": " + what + " throws " + e);
        }
    }
}
