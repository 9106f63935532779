package dev.oriel.api;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A feature of a mapping resolver, and how its value is made of one message. */
public sealed interface MappingOutput {
    /** The feature's name on the wire. */
    String feature();

    /**
     * By a function of the message.
     *
     * @param function gives the value, or null
     */
    record ByFunction(String feature, Function<Object, @Nullable Object> function) implements MappingOutput {}

    /**
     * By an expression over the message.
     *
     * @param text in which {@code _.user_id} is a field of the message
     */
    record ByExpression(String feature, String text) implements MappingOutput {}
}
