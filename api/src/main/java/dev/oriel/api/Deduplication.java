package dev.oriel.api;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Messages with an identity seen before, within a period, have no effect.
 *
 * @param identity reads what makes a message the same as another
 * @param within the period, as a duration
 */
public record Deduplication(Function<Object, @Nullable Object> identity, String within) {}
