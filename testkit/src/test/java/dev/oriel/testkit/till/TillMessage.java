package dev.oriel.testkit.till;

import dev.oriel.api.Message;
import dev.oriel.api.Named;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A receipt, with a part, a list, a name of its own and something that may be missing. */
@Message
public record TillMessage(
        String id,
        @Named("customer") long buyer,
        Price price,
        List<Long> points,
        Instant at,
        @Nullable String note) {
    /** What it cost. */
    public record Price(double amount) {}

    /** A receipt without much on it. */
    public static TillMessage of(String id, long buyer, double amount, Instant at) {
        return new TillMessage(id, buyer, new Price(amount), List.of(1L), at, null);
    }
}
