package example.seeds.windowedfeatures;

import java.time.Instant;

/** A payment, as it travels. */
public record TransactionMessage(long id, String merchantId, long userId, double amount, Instant at) {}
