package dev.oriel.testkit.till;

import dev.oriel.api.Message;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/** The features of a {@link Basket}, in a message. */
@Message
public record BasketMessage(
        String id,
        Basket.State state,
        LocalDate day,
        LocalTime hour,
        Duration open,
        BigDecimal price,
        List<Integer> shelves,
        Basket.Place place,
        double[] direction) {}
