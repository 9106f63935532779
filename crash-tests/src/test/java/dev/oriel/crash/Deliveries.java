package dev.oriel.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.crash.Verification.Sent;
import dev.oriel.engine.port.OutgoingRecord;

/** What was delivered, in the form in which it is compared. */
final class Deliveries {
    private Deliveries() {}

    static Sent sent(OutgoingRecord record) {
        byte[] key = record.key();
        return new Sent(
                record.destination(),
                record.sequence(),
                key == null ? null : new String(key, UTF_8),
                new String(record.value(), UTF_8),
                record.timeMillis(),
                record.headers());
    }
}
