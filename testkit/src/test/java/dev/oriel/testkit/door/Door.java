package dev.oriel.testkit.door;

import dev.oriel.api.Default;
import dev.oriel.api.Features;
import dev.oriel.api.MaxStaleness;
import dev.oriel.api.Windowed;
import dev.oriel.api.Windows;

/** A door. */
@Features
public interface Door {
    /** The primary key. */
    long id();

    /** Loud knocks, by a function of the list. */
    @Windows({"1m", "5m"})
    @MaxStaleness("1h")
    @Default("0")
    Windowed<Long> loudKnocks();

    /** Knocks, by a ready aggregation. */
    @Windows({"1m", "5m"})
    @MaxStaleness("1h")
    @Default("0")
    Windowed<Long> knocks();

    /** Their strength, summed by a ready aggregation. */
    @Windows({"1m", "5m"})
    @MaxStaleness("1h")
    Windowed<Double> strength();

    /** The loudest doors of a window, by rows of the whole window. */
    @Windows({"1m"})
    @MaxStaleness("1h")
    Windowed<Long> rank();
}
