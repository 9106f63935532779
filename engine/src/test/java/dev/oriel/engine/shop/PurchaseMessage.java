package dev.oriel.engine.shop;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A purchase on its topic. */
public record PurchaseMessage(
        String id, @Nullable Long userId, @Nullable Double amount, long quantity, String status, Instant at) {}
