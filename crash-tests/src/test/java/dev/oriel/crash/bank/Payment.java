package dev.oriel.crash.bank;

import dev.oriel.api.Features;
import dev.oriel.api.References;
import java.time.Instant;

/** A payment of an account. */
@Features(maxStaleness = "infinity")
public interface Payment {
    String id();

    @References(Account.class)
    long accountId();

    double amount();

    Instant ts();
}
