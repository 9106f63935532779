package dev.oriel.file;

import dev.oriel.api.DataFrame;
import dev.oriel.api.Expression;
import dev.oriel.api.Features;
import dev.oriel.api.Materialized;
import dev.oriel.api.Windowed;
import dev.oriel.api.Windows;

/** What readings come from. */
@Features(maxStaleness = "infinity", etlOfflineToOnline = true)
public interface Meter {
    long id();

    DataFrame<Reading> readings();

    @Windows("1d")
    @Expression("_.readings.count()")
    @Materialized(bucketDuration = "1h")
    Windowed<Long> countReadings();
}
