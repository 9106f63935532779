package dev.oriel.testkit.till;

import dev.oriel.api.DataFrame;
import dev.oriel.api.Default;
import dev.oriel.api.Expression;
import dev.oriel.api.Features;
import dev.oriel.api.Materialized;
import dev.oriel.api.Windowed;
import dev.oriel.api.Windows;
import org.jspecify.annotations.Nullable;

/** Who buys. */
@Features(maxStaleness = "infinity")
public interface Customer {
    long id();

    @Nullable
    String name();

    @Nullable
    Integer level();

    @Nullable
    Float rating();

    @Expression("_.level * 2 + 1")
    @Nullable
    Long rank();

    DataFrame<Purchase> purchases();

    @Windows({"10m", "1h"})
    @Default("0")
    @Expression("_.purchases[_.amount, _.ts > _.chalk_window].sum()")
    @Materialized(bucketDuration = "1m")
    Windowed<Double> spend();

    @Windows({"1h"})
    @Default("0")
    @Expression("_.purchases[_.points, _.ts > _.chalk_window].sum()")
    @Materialized(bucketDuration = "1m")
    Windowed<Long> points();
}
