package dev.oriel.testkit.door;

import dev.oriel.api.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One knock. */
@Message
public record Knock(String id, @Nullable Long doorId, Who who, double strength, Instant at) {
    /** Who knocks. */
    public record Who(String name) {}

    boolean isLoud() {
        return strength >= 5;
    }
}
