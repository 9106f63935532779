package dev.oriel.testkit.door;

import dev.oriel.api.Default;
import dev.oriel.api.Features;
import dev.oriel.api.Windowed;
import dev.oriel.api.Windows;

/** Somebody at a door. */
@Features
public interface Visit {
    /** The primary key. */
    String id();

    /** The door. */
    long doorId();

    /** Who. */
    String visitor();

    /** Knocks of this visitor at this door. */
    @Windows({"1m", "5m"})
    @Default("0")
    Windowed<Long> knocks();

    /** The strengths, in the order of their times. */
    @Windows({"1m", "5m"})
    Windowed<String> strengths();

    /** The total strength. */
    @Windows({"1m", "5m"})
    Windowed<Double> total();
}
