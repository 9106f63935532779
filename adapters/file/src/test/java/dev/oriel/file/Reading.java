package dev.oriel.file;

import dev.oriel.api.Features;
import dev.oriel.api.References;
import java.time.Instant;

/** A line of the file. */
@Features(maxStaleness = "infinity")
public interface Reading {
    String id();

    @References(Meter.class)
    long meterId();

    Instant ts();
}
