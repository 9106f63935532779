package example.seeds.windowedstreams;

import dev.oriel.api.Message;

/** An attempt to log in. */
@Message
public record LoginMessage(long userId, boolean failed) {}
