package dev.oriel.testkit.market;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order, as it travels. */
public record OrderMessage(
        String id,
        long buyerId,
        String bank,
        String item,
        Order.Channel channel,
        @Nullable Double price,
        long pieces,
        boolean gift,
        Instant deliveredAt,
        LocalDate day,
        Duration took,
        BigDecimal paid,
        List<Double> taste,
        Instant at) {}
