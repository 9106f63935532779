package dev.oriel.testkit.market;

import dev.oriel.api.Dimensions;
import dev.oriel.api.Features;
import dev.oriel.api.References;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** An order, with a column of every type. */
@Features
public interface Order {
    /** Where it was ordered. */
    enum Channel {
        WEB,
        SHOP
    }

    String id();

    @References(Buyer.class)
    long buyerId();

    String bank();

    String item();

    Channel channel();

    @Nullable
    Double price();

    long pieces();

    boolean gift();

    Instant deliveredAt();

    LocalDate day();

    Duration took();

    BigDecimal paid();

    @Dimensions(2)
    double[] taste();

    Instant ts();
}
