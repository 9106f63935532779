package dev.oriel.engine.shop;

import dev.oriel.api.Expression;
import dev.oriel.api.Features;
import dev.oriel.api.MaxStaleness;
import dev.oriel.api.References;
import dev.oriel.api.Windowed;
import dev.oriel.api.Windows;
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

    /** Kept nowhere. */
    @MaxStaleness("0s")
    @Nullable
    String note();

    @Nullable
    User user();

    /** Of what its user has spent. */
    @Expression("_.amount / _.user.total_spend['30d']")
    @Nullable
    Double shareOfSpend();

    @Windows({"30d", "60d"})
    @Expression("_.user.total_spend[_.chalk_window] - _.amount")
    Windowed<@Nullable Double> otherSpend();
}
