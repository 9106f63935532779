package dev.oriel.engine.shop;

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
    long id();

    @Nullable
    String name();

    /** Stored for ten minutes only. */
    @MaxStaleness("10m")
    @Nullable
    String city();

    DataFrame<Purchase> purchases();

    @Windows({"30d", "60d", "90d"})
    @Default("0")
    @Expression("_.purchases[_.amount, _.ts > _.chalk_window].sum()")
    @Materialized(bucketDuration = "1d")
    Windowed<Double> totalSpend();

    @Windows({"30d", "60d", "90d"})
    @Expression("_.purchases[_.ts > _.chalk_window].count()")
    @Materialized(bucketDuration = "1d")
    Windowed<Long> countPurchases();

    @Windows({"30d", "60d", "90d"})
    @Expression("_.total_spend[_.chalk_window] / _.count_purchases[_.chalk_window]")
    Windowed<@Nullable Double> averagePurchase();

    @Windows({"30d", "90d"})
    @Expression("_.purchases[_.amount, _.ts > _.chalk_window].mean()")
    @Materialized(bucketDuration = "1d")
    Windowed<@Nullable Double> meanPurchase();

    @Windows({"30d", "90d"})
    @Default("-1")
    @Expression("_.purchases[_.amount].max()")
    @Materialized(bucketDuration = "1d")
    Windowed<Double> largestPurchase();

    @Windows({"30d", "90d"})
    @Expression("_.purchases[_.amount].min()")
    @Materialized(bucketDuration = "1d")
    Windowed<@Nullable Double> smallestPurchase();

    @Windows({"10m", "1h", "1h30m", "1d"})
    @Default("0")
    @Expression("_.purchases[_.quantity].sum()")
    @Materialized(bucketDuration = "1m")
    Windowed<Long> recentQuantity();

    @Windows("1d")
    @Expression("_.purchases[_.status == 'refunded'].count()")
    @Materialized(bucketDuration = "1h")
    Windowed<Long> refunds();

    /** A window of two and a half buckets. */
    @Windows("25h")
    @Expression("_.purchases.count()")
    @Materialized(bucketDuration = "10h")
    Windowed<Long> unevenCount();

    /** A window of another feature, by name. */
    @Expression("_.recent_quantity['1h'] - _.recent_quantity[600]")
    long quantityBeforeTheLastTenMinutes();

    /** Every window its own bucket. */
    @Windows({"1h", "1d"})
    @Expression("_.purchases.count()")
    @Materialized
    Windowed<Long> coarseCount();

    /** Legal, and not kept yet: rows themselves are not stored. */
    @Windows("30d")
    @Expression("_.purchases[_.amount, _.ts > _.chalk_window].sum()")
    @Default("0")
    Windowed<Double> unmaterializedSpend();
}
