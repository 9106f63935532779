package dev.oriel.embedded.shop;

import dev.oriel.api.FeatureTime;
import dev.oriel.api.Features;
import dev.oriel.api.References;
import java.time.Instant;

/** What was bought. */
@Features(maxStaleness = "infinity")
public interface Purchase {
    String id();

    @References(Buyer.class)
    long buyerId();

    Buyer buyer();

    String item();

    double price();

    @FeatureTime
    Instant ts();
}
