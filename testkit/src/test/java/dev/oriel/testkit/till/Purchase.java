package dev.oriel.testkit.till;

import dev.oriel.api.Features;
import dev.oriel.api.References;
import java.time.Instant;

/** What somebody bought. */
@Features(maxStaleness = "infinity")
public interface Purchase {
    String id();

    @References(Customer.class)
    long customerId();

    double amount();

    long points();

    Instant ts();
}
