package dev.oriel.api.frame;

import org.jspecify.annotations.Nullable;

/**
 * One group of rows and what was made of it.
 *
 * @param key what the rows have in common; a {@link Pair} where they were grouped by two columns; null for rows without a value
 * @param value null for the mean, min or max of a group without values
 */
public record Group<K extends @Nullable Object, V extends @Nullable Object>(K key, V value) {}
