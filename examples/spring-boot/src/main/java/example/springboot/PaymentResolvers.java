package example.springboot;

import static dev.oriel.api.OnlineResolver.online;
import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.OnlineResolver;
import dev.oriel.api.PushSource;
import dev.oriel.api.Resolvers;
import dev.oriel.api.StreamResolver;

/** Feeds {@link Payment} from what is pushed, and decides who is risky. */
@Resolvers
public final class PaymentResolvers {
    /** Payments; what arrives more than a day late is refused. */
    public static final PushSource PAYMENTS = PushSource.named("payments").lateArrivalDeadline("1d");

    /** One message, one row, and with it every aggregation over payments. */
    public final StreamResolver payments = stream(PaymentMessage.class, PAYMENTS)
            .timestamp(PaymentMessage::at)
            .deduplicate(PaymentMessage::id, "1d")
            .output(Payment_.id, PaymentMessage::id)
            .output(Payment_.userId, PaymentMessage::userId)
            .output(Payment_.amount, PaymentMessage::amount);

    /** Computed when it is asked for, by a bean of the service. */
    public final OnlineResolver risky;

    /** @param limits handed over by Spring; a test hands over others */
    public PaymentResolvers(RiskLimits limits) {
        risky = online(User_.risky).from(User_.spend_1h).by(limits::test);
    }
}
