package dev.oriel.testkit.parcel;

import dev.oriel.api.Features;
import dev.oriel.api.References;
import java.time.Instant;

/** A parcel. */
@Features(maxStaleness = "infinity")
public interface Parcel {
    String id();

    @References(House.class)
    long houseId();

    double weight();

    boolean heavy();

    Instant ts();
}
