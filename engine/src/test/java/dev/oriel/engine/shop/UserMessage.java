package dev.oriel.engine.shop;

import org.jspecify.annotations.Nullable;

/** A user on its topic. */
public record UserMessage(
        long id,
        @Nullable String name,
        @Nullable String city,
        @Nullable Long referrerId) {}
