package dev.oriel.engine.shop;

import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.KafkaSource;
import dev.oriel.api.Resolvers;
import dev.oriel.api.StreamResolver;
import java.time.temporal.ChronoUnit;

/** What feeds the shop's features. */
@Resolvers
public final class ShopResolvers {
    public static final KafkaSource USERS = KafkaSource.named("users");
    public static final KafkaSource PURCHASES = KafkaSource.named("purchases").lateArrivalDeadline("400d");
    public static final KafkaSource IMPORTED = KafkaSource.named("imported");

    /** Names only: unrelated to any aggregation. */
    public final StreamResolver users = stream(UserMessage.class, USERS)
            .output(User_.id, UserMessage::id)
            .output(User_.name, UserMessage::name)
            .output(User_.city, UserMessage::city)
            .output(User_.referrerId, UserMessage::referrerId);

    /** Feeds every aggregation over purchases, by itself. */
    public final StreamResolver purchases = stream(PurchaseMessage.class, PURCHASES)
            .timestamp(PurchaseMessage::at)
            .output(Purchase_.id, PurchaseMessage::id)
            .output(Purchase_.userId, PurchaseMessage::userId)
            .output(Purchase_.amount, PurchaseMessage::amount)
            .output(Purchase_.quantity, PurchaseMessage::quantity)
            .output(Purchase_.status, PurchaseMessage::status)
            .output(Purchase_.refunded, message -> message.status().equals("refunded"))
            .output(Purchase_.hour, message -> message.at().truncatedTo(ChronoUnit.HOURS));

    /** Writes the same rows without touching aggregations. */
    public final StreamResolver imported = stream(PurchaseMessage.class, IMPORTED)
            .timestamp(PurchaseMessage::at)
            .output(Purchase_.id, PurchaseMessage::id)
            .output(Purchase_.userId, PurchaseMessage::userId)
            .output(Purchase_.amount, PurchaseMessage::amount)
            .withoutMaterializedAggregations();
}
