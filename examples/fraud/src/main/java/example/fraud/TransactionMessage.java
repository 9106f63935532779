package example.fraud;

import java.time.Instant;

/** A payment. */
public record TransactionMessage(String id, long userId, String merchantId, double amount, Instant at) {}
