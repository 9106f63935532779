package example.springboot;

import java.time.Instant;

/** A payment, as clients post it and as it is pushed. */
public record PaymentMessage(String id, long userId, double amount, Instant at) {}
