package dev.oriel.bench.payments;

import java.time.Instant;

/** A payment on its topic. */
public record PaymentMessage(String id, long payerId, String merchantId, double amount, Instant at) {}
