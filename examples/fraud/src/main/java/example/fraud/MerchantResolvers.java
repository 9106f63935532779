package example.fraud;

import static dev.oriel.api.Aggregator.count;
import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.Resolvers;
import dev.oriel.api.StreamResolver;
import java.util.List;
import java.util.stream.Collectors;

/** Windows that reach back from the moment of each question, over payments. */
@Resolvers
public final class MerchantResolvers {
    /** Both keys are given with the query. The count keeps states; the function is handed the messages. */
    public final StreamResolver payments = stream(TransactionMessage.class, FraudResolvers.TRANSACTIONS)
            .timestamp(TransactionMessage::at)
            .continuous()
            .key(UserMerchant_.userId, TransactionMessage::userId)
            .key(UserMerchant_.merchantId, TransactionMessage::merchantId)
            .output(UserMerchant_.count, count())
            .output(UserMerchant_.amounts, MerchantResolvers::amounts);

    static String amounts(List<TransactionMessage> payments) {
        return payments.stream()
                .map(payment -> String.valueOf(payment.amount()))
                .collect(Collectors.joining(", "));
    }
}
