package dev.oriel.bench.payments;

import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.Resolvers;
import dev.oriel.api.StreamResolver;

/** Payments that aggregations see, each of which is a row of its own too. */
@Resolvers
public final class KeptPayments {
    /** Where rows are kept too. */
    public static final String ENVIRONMENT = "rows";

    public final StreamResolver payments = stream(PaymentMessage.class, FoldedPayments.PAYMENTS)
            .timestamp(PaymentMessage::at)
            .output(Payment_.id, PaymentMessage::id)
            .output(Payment_.payerId, PaymentMessage::payerId)
            .output(Payment_.merchantId, PaymentMessage::merchantId)
            .output(Payment_.amount, PaymentMessage::amount)
            .environments(ENVIRONMENT);
}
