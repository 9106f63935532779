package example.seeds.materializedstreams;

import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.KafkaSource;
import dev.oriel.api.Resolvers;
import dev.oriel.api.StreamResolver;

/** Streams, of which some feed the aggregations. */
@Resolvers
public final class UserResolvers {
    /** Users. */
    public static final KafkaSource USERS = KafkaSource.named("users");

    /** Payments. */
    public static final KafkaSource TRANSACTIONS = KafkaSource.named("transactions");

    /** What is paid back. */
    public static final KafkaSource REFUNDS = KafkaSource.named("refunds");

    /** Corrections of payments that are already counted. */
    public static final KafkaSource CORRECTIONS = KafkaSource.named("corrections");

    /** Writes id and name; no aggregation is over users. */
    public final StreamResolver userStreamSource =
            stream(UserMessage.class, USERS).output(User_.id, UserMessage::id).output(User_.name, UserMessage::name);

    /** Has what the aggregations need, the join's key and the amount: both are updated by each message. */
    public final StreamResolver transactionStreamSource = stream(TransactionMessage.class, TRANSACTIONS)
            .output(Transaction_.id, TransactionMessage::id)
            .output(Transaction_.userId, TransactionMessage::userId)
            .output(Transaction_.amount, TransactionMessage::amount);

    /** By expressions over the message: what is paid back is a payment below zero. */
    public final StreamResolver refundStreamSource = stream(TransactionMessage.class, REFUNDS)
            .output(Transaction_.id, "_.id")
            .output(Transaction_.userId, "_.user_id")
            .output(Transaction_.amount, "-_.amount");

    /** Opted out: writes rows, counts nothing. */
    public final StreamResolver correctionStreamSource = stream(TransactionMessage.class, CORRECTIONS)
            .output(Transaction_.id, TransactionMessage::id)
            .output(Transaction_.userId, TransactionMessage::userId)
            .output(Transaction_.amount, TransactionMessage::amount)
            .withoutMaterializedAggregations();
}
