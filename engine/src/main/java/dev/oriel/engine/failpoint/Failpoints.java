package dev.oriel.engine.failpoint;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process at a {@link Failpoint}, at once and without a word, as SIGKILL does. Armed by the system property {@value
 * #PROPERTY}, which tests set: {@code AFTER_STORE_WRITE:2} ends it when that point is reached for the second time. Unarmed,
 * which is known once and for all when the class is loaded, a point costs nothing.
 */
public final class Failpoints {
    /** Name of the system property that arms a point. */
    public static final String PROPERTY = "oriel.failpoint";

    /** What the process returns: that of one that was killed. */
    public static final int EXIT_CODE = 137;

    private static final @Nullable Armed ARMED = armed(System.getProperty(PROPERTY));

    private Failpoints() {}

    private record Armed(Failpoint point, AtomicLong hitsLeft) {}

    /** Notes that the process has come to a point; does not return when that one is armed and it was hit often enough. */
    public static void hit(Failpoint point) {
        if (ARMED != null && ARMED.point() == point && ARMED.hitsLeft().decrementAndGet() == 0) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    private static @Nullable Armed armed(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int colon = text.indexOf(':');
        try {
            long hits = Long.parseLong(text.substring(colon + 1));
            return new Armed(Failpoint.valueOf(text.substring(0, Math.max(0, colon))), new AtomicLong(hits));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    PROPERTY + " · '" + text + "' arms nothing · write the name of a Failpoint and a number of hits, as"
                            + " AFTER_STORE_WRITE:1",
                    e);
        }
    }
}
