package dev.oriel.api.frame;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message with a column of every kind, with and without nulls. The columns are written as the processor writes them. */
record Payment(
        long id,
        @Nullable Integer attempts,
        double amount,
        @Nullable Double discount,
        boolean failed,
        @Nullable Boolean disputed,
        String shop,
        @Nullable String note,
        Instant at,
        @Nullable Instant settledAt,
        List<String> tags) {
    static final LongColumn<Payment> ID = LongColumn.of("id", Payment::id);
    static final LongColumn<Payment> ATTEMPTS = LongColumn.nullable("attempts", Payment::attempts);
    static final DoubleColumn<Payment> AMOUNT = DoubleColumn.of("amount", Payment::amount);
    static final DoubleColumn<Payment> DISCOUNT = DoubleColumn.nullable("discount", Payment::discount);
    static final BooleanColumn<Payment> FAILED = BooleanColumn.of("failed", Payment::failed);
    static final BooleanColumn<Payment> DISPUTED = BooleanColumn.nullable("disputed", Payment::disputed);
    static final TextColumn<Payment> SHOP = TextColumn.of("shop", Payment::shop);
    static final TextColumn<Payment> NOTE = TextColumn.nullable("note", Payment::note);
    static final TimeColumn<Payment> AT = TimeColumn.of("at", Payment::at);
    static final TimeColumn<Payment> SETTLED_AT = TimeColumn.nullable("settled_at", Payment::settledAt);
    static final ObjectColumn<Payment, List<String>> TAGS = ObjectColumn.of("tags", Payment::tags);

    static final Schema<Payment> SCHEMA = Schema.of(
            Payment.class, ID, ATTEMPTS, AMOUNT, DISCOUNT, FAILED, DISPUTED, SHOP, NOTE, AT, SETTLED_AT, TAGS);

    static Payment of(long id, double amount) {
        return new Payment(id, null, amount, null, false, null, "s", null, Instant.EPOCH, null, List.of());
    }

    Payment withAttempts(@Nullable Integer changed) {
        return new Payment(id, changed, amount, discount, failed, disputed, shop, note, at, settledAt, tags);
    }

    Payment withShop(String changed) {
        return new Payment(id, attempts, amount, discount, failed, disputed, changed, note, at, settledAt, tags);
    }
}
