package dev.oriel.engine.shop;

import dev.oriel.api.Features;
import dev.oriel.api.References;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something bought. */
@Features(maxStaleness = "infinity")
public interface Purchase {
    String id();

    @References(User.class)
    @Nullable
    Long userId();

    @Nullable
    Double amount();

    long quantity();

    String status();

    boolean refunded();

    /** The hour it was bought in. */
    Instant hour();

    Instant ts();
}
