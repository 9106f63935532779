package example.seeds.materializedstreams;

import dev.oriel.api.FeatureTime;
import dev.oriel.api.Features;
import java.time.Instant;

/** A payment. */
@Features
public interface Transaction {
    /** The primary key. */
    String id();

    /** Who paid. */
    String userId();

    /** How much. */
    double amount();

    /** When. */
    @FeatureTime
    Instant ts();
}
