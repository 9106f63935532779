package example.fraud;

import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.KafkaSource;
import dev.oriel.api.Resolvers;
import dev.oriel.api.StreamResolver;

/** Feeds {@link User} and {@link Transaction} from two topics. */
@Resolvers
public final class FraudResolvers {
    /** People. */
    public static final KafkaSource USERS = KafkaSource.named("users");

    /** Payments; what arrives more than a day late is not counted. */
    public static final KafkaSource TRANSACTIONS =
            KafkaSource.named("transactions").lateArrivalDeadline("1d");

    /** One message, one row. No aggregation is over users, so this writes names and nothing else. */
    public final StreamResolver users =
            stream(UserMessage.class, USERS).output(User_.id, UserMessage::id).output(User_.name, UserMessage::name);

    /** One message, one row, and with it every aggregation over transactions. Their time is that of the message. */
    public final StreamResolver transactions = stream(TransactionMessage.class, TRANSACTIONS)
            .timestamp(TransactionMessage::at)
            .output(Transaction_.id, TransactionMessage::id)
            .output(Transaction_.userId, TransactionMessage::userId)
            .output(Transaction_.merchantId, TransactionMessage::merchantId)
            .output(Transaction_.amount, TransactionMessage::amount);
}
