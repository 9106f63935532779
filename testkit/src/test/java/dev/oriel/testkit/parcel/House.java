package dev.oriel.testkit.parcel;

import dev.oriel.api.DataFrame;
import dev.oriel.api.Default;
import dev.oriel.api.Expression;
import dev.oriel.api.Features;
import dev.oriel.api.Materialized;
import dev.oriel.api.Windowed;
import dev.oriel.api.Windows;

/** A house. */
@Features
public interface House {
    long id();

    DataFrame<Parcel> parcels();

    @Windows({"1h", "1d"})
    @Default("0")
    @Expression("_.parcels[_.weight, _.ts > _.chalk_window].sum()")
    @Materialized(bucketDuration = "1m")
    Windowed<Double> weight();

    @Windows({"1h", "1d"})
    @Default("0")
    @Expression("_.parcels[_.heavy == True, _.ts > _.chalk_window].count()")
    @Materialized(bucketDuration = "1m")
    Windowed<Long> heavyParcels();
}
