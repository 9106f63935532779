package dev.oriel.testkit.till;

import org.jspecify.annotations.Nullable;

/** Somebody got a card. */
public record CustomerMessage(
        long id, @Nullable String name, int level, @Nullable Double rating) {}
