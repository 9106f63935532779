package dev.oriel.testkit.market;

import dev.oriel.api.Default;
import dev.oriel.api.Features;
import dev.oriel.api.MaxStaleness;
import dev.oriel.api.Validate;

/** What there is one of. */
@Features(singleton = true, maxStaleness = "infinity")
public interface Market {
    /** How many stands there are. */
    @Default("0")
    long stands();

    /** Not kept. */
    @Validate(min = 0)
    @MaxStaleness("0s")
    long visitors();
}
