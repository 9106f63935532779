package dev.oriel.testkit.parcel;

import dev.oriel.api.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A parcel was seen. */
@Message
public record ParcelMessage(String id, long houseId, double weight, Instant at) {
    boolean heavy() {
        return weight >= 10;
    }

    /** Reads {@code p1;7;2.5;2024-03-31T00:00:00Z}; lines that begin with a # are comments. */
    static @Nullable ParcelMessage parse(String line) {
        if (line.startsWith("#")) {
            return null;
        }
        String[] parts = line.split(";", -1);
        return new ParcelMessage(
                parts[0], Long.parseLong(parts[1]), Double.parseDouble(parts[2]), Instant.parse(parts[3]));
    }
}
