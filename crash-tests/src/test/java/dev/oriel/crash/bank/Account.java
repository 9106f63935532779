package dev.oriel.crash.bank;

import dev.oriel.api.DataFrame;
import dev.oriel.api.Default;
import dev.oriel.api.Expression;
import dev.oriel.api.Features;
import dev.oriel.api.Materialized;
import dev.oriel.api.MaxStaleness;
import dev.oriel.api.Windowed;
import dev.oriel.api.Windows;
import org.jspecify.annotations.Nullable;

/** Somebody who pays. */
@Features(maxStaleness = "infinity", etlOfflineToOnline = true)
public interface Account {
    long id();

    DataFrame<Payment> payments();

    @Windows({"1m", "10m"})
    @Default("0")
    @Expression("_.payments[_.amount, _.ts > _.chalk_window].sum()")
    @Materialized(bucketDuration = "10s")
    Windowed<Double> total();

    @Windows({"1m", "10m"})
    @Expression("_.payments[_.ts > _.chalk_window].count()")
    @Materialized(bucketDuration = "10s")
    Windowed<Long> count();

    /** Tumbling, of the messages themselves. */
    @MaxStaleness("infinity")
    @Windows({"10s", "1m"})
    Windowed<@Nullable Double> tumbledTotal();

    /** Tumbling, of states. */
    @MaxStaleness("infinity")
    @Windows({"10s", "1m"})
    Windowed<@Nullable Long> tumbledCount();

    /** Tumbling without keys: the largest payment of all, at the account that made it and at no other. */
    @MaxStaleness("infinity")
    @Windows("1m")
    Windowed<@Nullable Double> leads();

    /** Continuous, of states. */
    @Windows({"1m", "5m"})
    @Default("0")
    Windowed<Long> slidingCount();

    /** Continuous, of the messages themselves. */
    @Windows("1m")
    @Default("-1")
    Windowed<Double> slidingLargest();
}
