package example.seeds.windowedstreams;

import dev.oriel.api.Message;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The same message with a time that says its zone. */
@Message
public record ParsedMessage(String id, String value, Instant eventTimestamp) {
    /** Reads the time as UTC; what is no time makes the message a dead letter. */
    static ParsedMessage of(RawMessage raw) {
        Instant timezoned = LocalDateTime.parse(raw.naiveTimestampStr()).toInstant(ZoneOffset.UTC);
        return new ParsedMessage(raw.id(), raw.value(), timezoned);
    }
}
