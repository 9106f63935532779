package example.springboot;

import dev.oriel.api.DataFrame;
import dev.oriel.api.Default;
import dev.oriel.api.Expression;
import dev.oriel.api.Features;
import dev.oriel.api.Materialized;
import dev.oriel.api.Windowed;
import dev.oriel.api.Windows;

/** A person who pays. */
@Features(maxStaleness = "infinity")
public interface User {
    /** The primary key. */
    long id();

    /** Everything the person paid. */
    DataFrame<Payment> payments();

    /** What the person spent lately. */
    @Windows({"1h", "30d"})
    @Default("0")
    @Expression("_.payments[_.amount, _.ts > _.chalk_window].sum()")
    @Materialized(bucketDuration = "1m")
    Windowed<Double> spend();

    /** How often the person paid lately. */
    @Windows({"1h", "30d"})
    @Default("0")
    @Expression("_.payments[_.ts > _.chalk_window].count()")
    @Materialized(bucketDuration = "1m")
    Windowed<Long> countPayments();

    /** Whether somebody should look, as {@link PaymentResolvers} decides. */
    boolean risky();
}
