package dev.oriel.bench.payments;

import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.KafkaSource;
import dev.oriel.api.Resolvers;
import dev.oriel.api.StreamResolver;

/** Payments that aggregations see, and of which no row is kept. */
@Resolvers
public final class FoldedPayments {
    /** Where only buckets are kept. */
    public static final String ENVIRONMENT = "buckets";

    public static final KafkaSource PAYMENTS = KafkaSource.named("payments").lateArrivalDeadline("400d");

    public final StreamResolver payments = stream(PaymentMessage.class, PAYMENTS)
            .timestamp(PaymentMessage::at)
            .output(Payment_.id, PaymentMessage::id)
            .output(Payment_.payerId, PaymentMessage::payerId)
            .output(Payment_.merchantId, PaymentMessage::merchantId)
            .output(Payment_.amount, PaymentMessage::amount)
            .skipOnline()
            .environments(FoldedPayments.ENVIRONMENT);
}
