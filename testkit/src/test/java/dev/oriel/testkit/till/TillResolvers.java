package dev.oriel.testkit.till;

import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.KafkaSource;
import dev.oriel.api.Resolvers;
import dev.oriel.api.StreamResolver;

/** Feeds {@link Customer} and {@link Purchase}. */
@Resolvers
public final class TillResolvers {
    public static final KafkaSource BASKETS = KafkaSource.named("baskets");
    public static final KafkaSource CUSTOMERS = KafkaSource.named("customers");
    public static final KafkaSource TILLS = KafkaSource.named("tills").lateArrivalDeadline("2h");

    final StreamResolver baskets = stream(BasketMessage.class, BASKETS)
            .output(Basket_.id, BasketMessage::id)
            .output(Basket_.state, BasketMessage::state)
            .output(Basket_.day, BasketMessage::day)
            .output(Basket_.hour, BasketMessage::hour)
            .output(Basket_.open, BasketMessage::open)
            .output(Basket_.price, BasketMessage::price)
            .output(Basket_.shelves, BasketMessage::shelves)
            .output(Basket_.place, BasketMessage::place)
            .output(Basket_.direction, BasketMessage::direction);

    final StreamResolver customers = stream(CustomerMessage.class, CUSTOMERS)
            .output(Customer_.id, CustomerMessage::id)
            .output(Customer_.name, CustomerMessage::name)
            .output(Customer_.level, CustomerMessage::level)
            .output(
                    Customer_.rating,
                    message ->
                            message.rating() == null ? null : message.rating().floatValue());

    final StreamResolver purchases = stream(TillMessage.class, TILLS)
            .timestamp(TillMessage::at)
            .output(Purchase_.id, TillMessage::id)
            .output(Purchase_.customerId, TillMessage::buyer)
            .output(Purchase_.amount, message -> message.price().amount())
            .output(
                    Purchase_.points,
                    message ->
                            message.points().stream().mapToLong(Long::longValue).sum());
}
