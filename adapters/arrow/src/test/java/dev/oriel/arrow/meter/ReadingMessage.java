package dev.oriel.arrow.meter;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A meter tells what it shows. */
public record ReadingMessage(
        String id, long meterId, @Nullable Double value, BigDecimal price, List<String> marks, Instant at) {}
