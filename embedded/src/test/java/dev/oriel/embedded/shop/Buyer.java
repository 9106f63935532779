package dev.oriel.embedded.shop;

import dev.oriel.api.DataFrame;
import dev.oriel.api.Default;
import dev.oriel.api.Expression;
import dev.oriel.api.Features;
import dev.oriel.api.Materialized;
import dev.oriel.api.Windowed;
import dev.oriel.api.WindowedGroups;
import dev.oriel.api.Windows;
import org.jspecify.annotations.Nullable;

/** Who buys. */
@Features(maxStaleness = "infinity")
public interface Buyer {
    /** How well known. */
    enum Level {
        NEW,
        KNOWN
    }

    long id();

    @Nullable
    String name();

    String country();

    int visits();

    @Nullable
    Level level();

    DataFrame<Purchase> purchases();

    @Windows({"10m", "1h"})
    @Default("0")
    @Expression("_.purchases[_.price, _.ts > _.chalk_window].sum()")
    @Materialized(bucketDuration = "1m")
    Windowed<Double> spend();

    @Windows({"10m", "1h"})
    @Expression("_.purchases[_.price, _.ts > _.chalk_window].mean()")
    @Materialized(bucketDuration = "1m")
    Windowed<@Nullable Double> meanPrice();

    @Windows({"1h"})
    @Expression("_.purchases.group_by(_.item).agg(_.price.sum())")
    @Materialized(bucketDuration = "1m")
    WindowedGroups<Double> spendByItem();

    /** What somebody outside thinks of the name. */
    @Nullable
    Boolean risky();
}
