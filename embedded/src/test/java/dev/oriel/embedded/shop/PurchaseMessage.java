package dev.oriel.embedded.shop;

import dev.oriel.api.Named;
import java.time.Instant;

/** Somebody bought something. */
public record PurchaseMessage(String id, @Named("buyer") long buyerId, String item, double price, Instant at) {}
