package dev.oriel.bench.payments;

import dev.oriel.api.DataFrame;
import dev.oriel.api.Default;
import dev.oriel.api.Expression;
import dev.oriel.api.Features;
import dev.oriel.api.Materialized;
import dev.oriel.api.Windowed;
import dev.oriel.api.Windows;
import org.jspecify.annotations.Nullable;

/** Who pays: count, sum and mean over three windows, in buckets of a minute. */
@Features(maxStaleness = "infinity")
public interface Payer {
    long id();

    DataFrame<Payment> payments();

    @Windows({"1h", "1d", "30d"})
    @Default("0")
    @Expression("_.payments[_.amount, _.ts > _.chalk_window].sum()")
    @Materialized(bucketDuration = "1m")
    Windowed<Double> spent();

    @Windows({"1h", "1d", "30d"})
    @Default("0")
    @Expression("_.payments[_.ts > _.chalk_window].count()")
    @Materialized(bucketDuration = "1m")
    Windowed<Long> paid();

    @Windows({"1h", "1d", "30d"})
    @Expression("_.payments[_.amount, _.ts > _.chalk_window].mean()")
    @Materialized(bucketDuration = "1m")
    Windowed<@Nullable Double> meanPayment();
}
