package dev.oriel.testkit.ledger;

import dev.oriel.api.Features;
import dev.oriel.api.References;
import java.time.Instant;

/** A payment of a user to a merchant: rows of two classes. */
@Features
public interface Transaction {
    long id();

    @References(User.class)
    long userId();

    @References(Merchant.class)
    long merchantId();

    double amount();

    Instant ts();
}
