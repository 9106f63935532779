package dev.oriel.embedded.shop;

import static dev.oriel.api.OnlineResolver.online;
import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.KafkaSource;
import dev.oriel.api.OnlineResolver;
import dev.oriel.api.PushSource;
import dev.oriel.api.Resolvers;
import dev.oriel.api.StreamResolver;
import java.util.function.Predicate;

/** Feeds {@link Buyer} and {@link Purchase}: one is pushed, the other comes from a topic. */
@Resolvers
public final class ShopResolvers {
    public static final PushSource PURCHASES = PushSource.named("purchases").lateArrivalDeadline("1d");
    public static final KafkaSource BUYERS = KafkaSource.named("buyers").deadLetterTopic("buyers.dead");

    private final Predicate<String> blacklist;

    final StreamResolver purchases = stream(PurchaseMessage.class, PURCHASES)
            .timestamp(PurchaseMessage::at)
            .output(Purchase_.id, PurchaseMessage::id)
            .output(Purchase_.buyerId, PurchaseMessage::buyerId)
            .output(Purchase_.item, PurchaseMessage::item)
            .output(Purchase_.price, PurchaseMessage::price);

    final StreamResolver buyers = stream(BuyerMessage.class, BUYERS)
            .output(Buyer_.id, BuyerMessage::id)
            .output(Buyer_.name, BuyerMessage::name)
            .output(Buyer_.country, BuyerMessage::country)
            .output(Buyer_.visits, BuyerMessage::visits)
            .output(Buyer_.level, BuyerMessage::level);

    final OnlineResolver risky = online(Buyer_.risky).from(Buyer_.name).by(this::isRisky);

    public ShopResolvers() {
        this(name -> false);
    }

    /** @param blacklist whom to watch; may throw, may wait */
    public ShopResolvers(Predicate<String> blacklist) {
        this.blacklist = blacklist;
    }

    private boolean isRisky(String name) {
        return blacklist.test(name);
    }
}
