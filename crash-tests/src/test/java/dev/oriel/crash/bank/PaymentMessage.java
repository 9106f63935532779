package dev.oriel.crash.bank;

import java.time.Instant;

/** A payment on its topic. */
public record PaymentMessage(String id, long accountId, double amount, Instant at) {}
