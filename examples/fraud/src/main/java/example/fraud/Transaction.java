package example.fraud;

import dev.oriel.api.FeatureTime;
import dev.oriel.api.Features;
import dev.oriel.api.References;
import java.time.Instant;

/** One payment of a {@link User}. */
@Features(maxStaleness = "infinity", etlOfflineToOnline = true)
public interface Transaction {
    /** The primary key. */
    String id();

    /** Who paid. */
    @References(User.class)
    long userId();

    /** The row of {@link #userId()}. */
    User user();

    /** Who was paid. */
    String merchantId();

    /** How much, in the currency of the user. */
    double amount();

    /** When. */
    @FeatureTime
    Instant ts();
}
