package dev.oriel.testkit.till;

import dev.oriel.api.Dimensions;
import dev.oriel.api.Features;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/** A feature of every type that is no number, text or time. */
@Features(maxStaleness = "infinity")
public interface Basket {
    /** How far it has come. */
    enum State {
        OPEN,
        PAID
    }

    /** Where it stands. */
    record Place(String aisle, int rowNumber) {}

    String id();

    State state();

    LocalDate day();

    LocalTime hour();

    Duration open();

    BigDecimal price();

    List<Integer> shelves();

    Place place();

    @Dimensions(2)
    double[] direction();
}
