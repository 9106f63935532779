package dev.oriel.testkit.market;

import static dev.oriel.api.OnlineResolver.online;
import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.KafkaSource;
import dev.oriel.api.OnlineResolver;
import dev.oriel.api.Resolvers;
import dev.oriel.api.StreamResolver;

/** Feeds orders and the market. */
@Resolvers
public final class MarketResolvers {
    public static final KafkaSource ORDERS = KafkaSource.named("orders");
    public static final KafkaSource MARKETS = KafkaSource.named("markets");

    final StreamResolver orders = stream(OrderMessage.class, ORDERS)
            .timestamp(OrderMessage::at)
            .output(Order_.id, OrderMessage::id)
            .output(Order_.buyerId, OrderMessage::buyerId)
            .output(Order_.bank, OrderMessage::bank)
            .output(Order_.item, OrderMessage::item)
            .output(Order_.channel, OrderMessage::channel)
            .output(Order_.price, OrderMessage::price)
            .output(Order_.pieces, OrderMessage::pieces)
            .output(Order_.gift, OrderMessage::gift)
            .output(Order_.deliveredAt, OrderMessage::deliveredAt)
            .output(Order_.day, OrderMessage::day)
            .output(Order_.took, OrderMessage::took)
            .output(Order_.paid, OrderMessage::paid)
            .output(
                    Order_.taste,
                    message -> message.taste().stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray());

    /** Tells one of the groups of a buyer. */
    final OnlineResolver favourite =
            online(Buyer_.favourite).from(Buyer_.bank).by(bank -> bank.equals("WEB") ? "tea" : null);

    /** A row of a singleton has no key to write. */
    final StreamResolver market = stream(MarketMessage.class, MARKETS).output(Market_.stands, MarketMessage::stands);
}
