package dev.oriel.arrow.meter;

import dev.oriel.api.Features;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a meter showed. */
@Features(maxStaleness = "infinity")
public interface Reading {
    String id();

    @Nullable
    Double value();

    BigDecimal price();

    List<String> marks();

    Instant ts();
}
