package example.seeds.windowedfeatures;

import dev.oriel.api.DataFrame;
import dev.oriel.api.Default;
import dev.oriel.api.Expression;
import dev.oriel.api.Features;
import dev.oriel.api.Materialized;
import dev.oriel.api.MaxStaleness;
import dev.oriel.api.Windowed;
import dev.oriel.api.WindowedGroups;
import dev.oriel.api.Windows;
import org.jspecify.annotations.Nullable;

/** Somebody who logs in and pays. */
@Features
public interface User {
    /** The primary key. */
    long id();

    /** Logins that failed; a resolver counts them. The last is for the spellings of {@code 1h30m}. */
    @Windows({"10m", "30m", "1d", "1h30m"})
    @MaxStaleness("10m")
    @Default("0")
    Windowed<Long> numFailedLogins();

    /** Whether somebody guesses the password; see {@link UserResolvers#accountUnderAttack}. */
    boolean accountUnderAttack();

    /** Joined by {@link Transaction#userId()}. */
    DataFrame<Transaction> transactions();

    /** The window begins at {@code _.chalk_window}. */
    @Windows({"30d", "60d", "90d"})
    @Default("0")
    @Expression("_.transactions[_.amount, _.ts > _.chalk_window].sum()")
    @Materialized(bucketDuration = "1d")
    Windowed<Double> totalSpend();

    /** As {@link #totalSpend()}, not kept in buckets. */
    @Windows({"30d", "60d", "90d"})
    @Expression("_.transactions[_.amount, _.ts > _.chalk_window].sum()")
    Windowed<Double> sumTransactions();

    /** A count declared float, as on the page. */
    @Windows({"30d", "60d", "90d"})
    @Expression("_.transactions[_.ts > _.chalk_window].count()")
    Windowed<Double> countTransactions();

    /** The same window of two other features; null where nothing was paid, as a division by zero is. */
    @Windows({"30d", "60d", "90d"})
    @Expression("_.sum_transactions[_.chalk_window] / _.count_transactions[_.chalk_window]")
    Windowed<@Nullable Double> avgTransactionAmount();

    /** Ten and ninety buckets of a day; without a filter on time it is windowed all the same (D3). */
    @Windows({"10d", "90d"})
    @Expression("_.transactions[_.amount].sum()")
    @Materialized(bucketDuration = "1d")
    Windowed<Double> totalTransactionAmount();

    /** One value for each merchant and window. */
    @Windows({"30d", "90d"})
    @Expression("_.transactions.group_by(_.merchant_id).agg(_.amount.sum())")
    @Materialized(bucketDuration = "1d")
    WindowedGroups<Double> spendByMerchant();

    /** Given with the question, or filled by a resolver of yours. */
    @Nullable
    String mostCommonMerchantId();

    /** One of the groups of {@link #spendByMerchant()}; null for a merchant that was never paid. */
    @Windows({"30d", "90d"})
    @Expression("_.spend_by_merchant.group(merchant_id=_.most_common_merchant_id)")
    Windowed<@Nullable Double> spendAtMostCommonMerchant();
}
