package example.fraud;

import dev.oriel.api.Message;
import java.time.Instant;

/** Somebody tried to log in. */
@Message
public record LoginMessage(String id, long userId, boolean failed, Instant at) {}
