package example.springboot;

import dev.oriel.api.FeatureTime;
import dev.oriel.api.Features;
import dev.oriel.api.References;
import java.time.Instant;

/** One payment of a {@link User}. */
@Features(maxStaleness = "infinity")
public interface Payment {
    /** The primary key. */
    String id();

    /** Who paid. */
    @References(User.class)
    long userId();

    /** How much. */
    double amount();

    /** When. */
    @FeatureTime
    Instant ts();
}
