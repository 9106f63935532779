package dev.oriel.arrow.meter;

import dev.oriel.api.Features;
import dev.oriel.api.MaxStaleness;
import dev.oriel.api.Windowed;
import dev.oriel.api.Windows;
import org.jspecify.annotations.Nullable;

/** A meter. */
@Features
public interface Meter {
    long id();

    @Windows({"10m", "1h"})
    @MaxStaleness("infinity")
    Windowed<Long> readings();

    @Windows({"10m", "1h"})
    @MaxStaleness("infinity")
    Windowed<@Nullable Double> lowest();
}
