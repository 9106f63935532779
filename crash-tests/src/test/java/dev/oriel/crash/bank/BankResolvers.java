package dev.oriel.crash.bank;

import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.Aggregator;
import dev.oriel.api.KafkaSource;
import dev.oriel.api.PushSource;
import dev.oriel.api.Resolvers;
import dev.oriel.api.Row;
import dev.oriel.api.Sink;
import dev.oriel.api.StreamResolver;
import java.util.Comparator;
import java.util.List;

/** Every way of keeping something of a payment. */
@Resolvers
public final class BankResolvers {
    /** Payments. */
    public static final KafkaSource PAYMENTS =
            KafkaSource.named("payments").lateArrivalDeadline("2m").deadLetterTopic("dead");

    /** Payments that are sent to the engine itself. */
    public static final PushSource PUSHED = PushSource.named("pushed");

    /** Rows, which feed the materialized aggregations and leave again. */
    public final StreamResolver rows = stream(PaymentMessage.class, PAYMENTS)
            .timestamp(PaymentMessage::at)
            .deduplicate(PaymentMessage::id, "1h")
            .output(Payment_.id, PaymentMessage::id)
            .output(Payment_.accountId, PaymentMessage::accountId)
            .output(Payment_.amount, PaymentMessage::amount)
            .sink(Sink.named("rows"));

    /** The same of those that are pushed. */
    public final StreamResolver pushedRows = stream(PaymentMessage.class, PUSHED)
            .timestamp(PaymentMessage::at)
            .deduplicate(PaymentMessage::id, "1h")
            .output(Payment_.id, PaymentMessage::id)
            .output(Payment_.accountId, PaymentMessage::accountId)
            .output(Payment_.amount, PaymentMessage::amount);

    public final StreamResolver tumbledTotal = stream(PaymentMessage.class, PAYMENTS)
            .timestamp(PaymentMessage::at)
            .deduplicate(PaymentMessage::id, "1h")
            .tumbling()
            .key(Account_.id, PaymentMessage::accountId)
            .output(Account_.tumbledTotal, BankResolvers::total)
            .sink(Sink.named("bins"));

    public final StreamResolver tumbledCount = stream(PaymentMessage.class, PAYMENTS)
            .timestamp(PaymentMessage::at)
            .deduplicate(PaymentMessage::id, "1h")
            .tumbling()
            .key(Account_.id, PaymentMessage::accountId)
            .output(Account_.tumbledCount, Aggregator.count());

    public final StreamResolver leads = stream(PaymentMessage.class, PAYMENTS)
            .timestamp(PaymentMessage::at)
            .deduplicate(PaymentMessage::id, "1h")
            .tumbling()
            .outputs(Account_.id, Account_.leads)
            .byList(BankResolvers::leader);

    public final StreamResolver slidingCount = stream(PaymentMessage.class, PAYMENTS)
            .timestamp(PaymentMessage::at)
            .deduplicate(PaymentMessage::id, "1h")
            .continuous()
            .key(Account_.id, PaymentMessage::accountId)
            .output(Account_.slidingCount, Aggregator.count());

    public final StreamResolver slidingLargest = stream(PaymentMessage.class, PAYMENTS)
            .timestamp(PaymentMessage::at)
            .deduplicate(PaymentMessage::id, "1h")
            .continuous()
            .key(Account_.id, PaymentMessage::accountId)
            .output(Account_.slidingLargest, BankResolvers::largest);

    static double total(List<PaymentMessage> messages) {
        return messages.stream().mapToDouble(PaymentMessage::amount).sum();
    }

    static double largest(List<PaymentMessage> messages) {
        return messages.stream().mapToDouble(PaymentMessage::amount).max().orElseThrow();
    }

    /** Of several of the same amount the one with the smallest account, so that no order matters. */
    static List<Row> leader(List<PaymentMessage> messages) {
        PaymentMessage leader = messages.stream()
                .min(Comparator.comparingDouble(PaymentMessage::amount)
                        .reversed()
                        .thenComparingLong(PaymentMessage::accountId))
                .orElseThrow();
        return List.of(Row.of(Account_.id, leader.accountId()).with(Account_.leads, leader.amount()));
    }
}
