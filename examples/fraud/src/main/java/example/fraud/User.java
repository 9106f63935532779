package example.fraud;

import dev.oriel.api.DataFrame;
import dev.oriel.api.Default;
import dev.oriel.api.Expression;
import dev.oriel.api.Features;
import dev.oriel.api.Materialized;
import dev.oriel.api.MaxStaleness;
import dev.oriel.api.Windowed;
import dev.oriel.api.Windows;
import org.jspecify.annotations.Nullable;

/** A person who pays. */
@Features(maxStaleness = "infinity", etlOfflineToOnline = true)
public interface User {
    /** The primary key. */
    long id();

    /** As the person signed up; unknown until then. */
    @Nullable
    String name();

    /** Everything the person paid. The join follows from {@link Transaction#userId()}. */
    DataFrame<Transaction> transactions();

    /** What the person spent. :owner: payments */
    @Windows({"30d", "60d", "90d"})
    @Default("0")
    @Expression("_.transactions[_.amount, _.ts > _.chalk_window].sum()")
    @Materialized(bucketDuration = "1d")
    Windowed<Double> totalSpend();

    /** How often the person paid. Kept in the same buckets as {@link #totalSpend()}. */
    @Windows({"30d", "60d", "90d"})
    @Default("0")
    @Expression("_.transactions[_.ts > _.chalk_window].count()")
    @Materialized(bucketDuration = "1d")
    Windowed<Long> countTransactions();

    /** What the person pays at a time; null when nothing was paid. */
    @Windows({"30d", "60d", "90d"})
    @Expression("_.total_spend[_.chalk_window] / _.count_transactions[_.chalk_window]")
    Windowed<@Nullable Double> avgTransactionAmount();

    /** What the person spent just now. Buckets of a minute let short windows move. */
    @Windows({"10m", "1h", "1d"})
    @Default("0")
    @Expression("_.transactions[_.amount, _.ts > _.chalk_window].sum()")
    @Materialized(bucketDuration = "1m")
    Windowed<Double> recentSpend();

    /** The most paid at once lately; null when nothing was paid. :tags: risk */
    @Windows({"10m", "1h", "1d"})
    @Expression("_.transactions[_.amount, _.ts > _.chalk_window].max()")
    @Materialized(bucketDuration = "1m")
    Windowed<@Nullable Double> largestTransaction();

    /** The least paid at once lately; null when nothing was paid. :tags: risk */
    @Windows({"10m", "1h", "1d"})
    @Expression("_.transactions[_.amount, _.ts > _.chalk_window].min()")
    @Materialized(bucketDuration = "1m")
    Windowed<@Nullable Double> smallestTransaction();

    /** What the person paid at a time lately; null when nothing was paid. */
    @Windows({"10m", "1h", "1d"})
    @Expression("_.transactions[_.amount, _.ts > _.chalk_window].mean()")
    @Materialized(bucketDuration = "1m")
    Windowed<@Nullable Double> meanTransaction();

    /** Attempts to log in that failed, in the window that ended last. */
    @Windows({"1m", "10m", "30m"})
    @MaxStaleness("1d")
    @Default("0")
    Windowed<Long> numFailedLogins();

    /** All attempts to log in, in the window that ended last. */
    @Windows({"1m", "10m"})
    @MaxStaleness("1d")
    @Default("0")
    Windowed<Long> numLogins();
}
