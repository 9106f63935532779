package example.seeds.windowedfeatures;

import static dev.oriel.api.OnlineResolver.online;
import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.KafkaSource;
import dev.oriel.api.OnlineResolver;
import dev.oriel.api.Resolvers;
import dev.oriel.api.StreamResolver;

/** The resolver of the page, and one that feeds the payments which the page takes for granted. */
@Resolvers
public final class UserResolvers {
    /** Payments. */
    public static final KafkaSource TRANSACTIONS = KafkaSource.named("transactions");

    /** Two windows of one feature are two inputs. */
    public final OnlineResolver accountUnderAttack = online(User_.accountUnderAttack)
            .from(User_.numFailedLogins_30m, User_.numFailedLogins_1d)
            .by((failedLogins30m, failedLogins1d) -> failedLogins30m > 10 || failedLogins1d > 100);

    /** One message, one row, and with it every aggregation over transactions. */
    public final StreamResolver transactions = stream(TransactionMessage.class, TRANSACTIONS)
            .timestamp(TransactionMessage::at)
            .output(Transaction_.id, TransactionMessage::id)
            .output(Transaction_.merchantId, TransactionMessage::merchantId)
            .output(Transaction_.userId, TransactionMessage::userId)
            .output(Transaction_.amount, TransactionMessage::amount);
}
