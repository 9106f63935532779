package dev.oriel.embedded.shop;

import org.jspecify.annotations.Nullable;

/** Somebody signed up. */
public record BuyerMessage(long id, @Nullable String name, String country, int visits, Buyer.Level level) {}
