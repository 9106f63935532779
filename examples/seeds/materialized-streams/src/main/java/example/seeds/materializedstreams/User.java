package example.seeds.materializedstreams;

import dev.oriel.api.DataFrame;
import dev.oriel.api.Expression;
import dev.oriel.api.Features;
import dev.oriel.api.HasMany;
import dev.oriel.api.Materialized;
import dev.oriel.api.Windowed;
import dev.oriel.api.Windows;
import org.jspecify.annotations.Nullable;

/** Somebody who pays. */
@Features(maxStaleness = "infinity", etlOfflineToOnline = true)
public interface User {
    /** The primary key. */
    String id();

    /** As signed up with. */
    String name();

    /** Joined by a condition of its own; rows belong to it for 30 days, buckets for as long as a window needs them. */
    @HasMany(join = "User.id == Transaction.user_id", maxStaleness = "30d")
    DataFrame<Transaction> transactions();

    /** What was paid. */
    @Windows({"10d", "90d"})
    @Expression("_.transactions[_.amount].sum()")
    @Materialized(bucketDuration = "1d")
    Windowed<Double> sumTransactionAmount();

    /** What was paid at a time; null where nothing was. */
    @Windows({"10d", "90d"})
    @Expression("_.transactions[_.amount].mean()")
    @Materialized(bucketDuration = "1d")
    Windowed<@Nullable Double> meanTransactionAmount();
}
