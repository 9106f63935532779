package dev.oriel.bench.payments;

import dev.oriel.api.Features;
import dev.oriel.api.References;
import java.time.Instant;

/** One payment. */
@Features(maxStaleness = "infinity")
public interface Payment {
    String id();

    @References(Payer.class)
    long payerId();

    String merchantId();

    double amount();

    Instant ts();
}
