package dev.oriel.engine.shop;

import dev.oriel.api.DataFrame;
import dev.oriel.api.Default;
import dev.oriel.api.Expression;
import dev.oriel.api.Features;
import dev.oriel.api.Materialized;
import dev.oriel.api.MaxStaleness;
import dev.oriel.api.References;
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

    /** Who brought them. */
    @References(User.class)
    @Nullable
    Long referrerId();

    @Nullable
    User referrer();

    /** Computed by functions that tests give. */
    @MaxStaleness("10m")
    @Nullable
    Double risk();

    /** As long as the class says: for ever. */
    @Nullable
    String segment();

    DataFrame<Purchase> purchases();

    @MaxStaleness("1h")
    @Expression("_.total_spend['30d'] * 2")
    @Nullable
    Double doubleSpend();

    @Expression("F.upper(_.name)")
    @Nullable
    String loudName();

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

    @Windows({"30d", "90d"})
    @Expression("_.purchases[_.amount, _.ts > _.chalk_window].std()")
    @Materialized(bucketDuration = "1d")
    Windowed<@Nullable Double> spendDeviation();

    /** The same under another name of the function. */
    @Windows("30d")
    @Default("-1")
    @Expression("_.purchases[_.amount].stddev_sample()")
    @Materialized(bucketDuration = "1d")
    Windowed<Double> spendStddev();

    @Windows({"30d", "90d"})
    @Expression("_.purchases[_.amount].var_sample()")
    @Materialized(bucketDuration = "1d")
    Windowed<@Nullable Double> spendVariance();

    @Windows({"10m", "1h", "1h30m", "1d"})
    @Default("0")
    @Expression("_.purchases[_.quantity].sum()")
    @Materialized(bucketDuration = "1m")
    Windowed<Long> recentQuantity();

    /** Beside a sum of the same column. */
    @Windows({"10m", "1d"})
    @Expression("_.purchases[_.quantity].approx_count_distinct()")
    @Materialized(bucketDuration = "1m")
    Windowed<Long> distinctQuantities();

    @Windows("30d")
    @Expression("_.purchases[_.status].count()")
    @Materialized(bucketDuration = "1d")
    Windowed<Long> countStatuses();

    @Windows("30d")
    @Expression("_.purchases[_.status].approx_count_distinct()")
    @Materialized(bucketDuration = "1d")
    Windowed<Long> distinctStatuses();

    /** In buckets of their own, so that those of the sums hold numbers alone. */
    @Windows("30d")
    @Expression("_.purchases[_.amount].approx_count_distinct()")
    @Materialized(bucketDuration = "12h")
    Windowed<Long> distinctAmounts();

    /** Two at most: with and without a refund. */
    @Windows("30d")
    @Expression("_.purchases[_.refunded].approx_count_distinct()")
    @Materialized(bucketDuration = "1d")
    Windowed<Long> distinctOutcomes();

    @Windows("30d")
    @Expression("_.purchases[_.hour].approx_count_distinct()")
    @Materialized(bucketDuration = "1d")
    Windowed<Long> activeHours();

    /** Over a time that no resolver writes: it is that of the message. */
    @Windows({"30d", "90d"})
    @Expression("_.purchases[_.ts].approx_count_distinct()")
    @Materialized(bucketDuration = "1d")
    Windowed<Long> distinctTimes();

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

    /** Of the rows themselves. */
    @Windows("30d")
    @Expression("_.purchases[_.amount, _.ts > _.chalk_window].sum()")
    @Default("0")
    Windowed<Double> unmaterializedSpend();
}
