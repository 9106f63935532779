package dev.oriel.testkit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Times as tests write them. */
public final class Times {
    private Times() {}

    /**
     * A time from text in ISO 8601 with a zone, as messages carry it: {@code 2024-03-31T00:00:00Z}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Instant at(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "time '" + text + "' · it is no time with a zone · write ISO 8601 such as 2024-03-31T00:00:00Z", e);
        }
    }
}
