package example.seeds.windowedfeatures;

import dev.oriel.api.Features;
import dev.oriel.api.References;
import java.time.Instant;

/** A payment. */
@Features
public interface Transaction {
    /** The primary key. */
    long id();

    /** Whom it was paid to. */
    String merchantId();

    /** Who paid: the foreign key of {@link User#transactions()}. */
    @References(User.class)
    long userId();

    /** Who paid. */
    User user();

    /** How much. */
    double amount();

    /** When: the feature time, by its name. The page leaves it out and means the time of observation. */
    Instant ts();
}
