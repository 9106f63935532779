package dev.oriel.api.frame;

import org.jspecify.annotations.Nullable;

/** The key of rows that are grouped by two columns; null stands for rows without a value. */
public record Pair<A, B>(@Nullable A first, @Nullable B second) {}
