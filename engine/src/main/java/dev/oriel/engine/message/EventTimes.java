package dev.oriel.engine.message;

import dev.oriel.api.EpochTime;
import dev.oriel.engine.port.SourceRecord;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Times that are numbers, and the units that they are mistaken in: seconds taken for milliseconds are in 1970. */
public final class EventTimes {
    /** 1971-01-01 to 2200-01-01: each unit's integers of these years are no other unit's. */
    private static final long HONEST_SECONDS_MIN = 31_536_000L;

    private static final long HONEST_SECONDS_MAX = 7_258_118_400L;

    /** How far an honest event may be from the time at which its message came: 10 years. */
    private static final long NEAR_MILLIS = 10L * 365 * 24 * 60 * 60 * 1000;

    private EventTimes() {}

    /**
     * Whether an event time is far from the time at which its message was received, and near it when its number is taken in
     * another unit than milliseconds.
     *
     * @param eventMillis event time in epoch milliseconds
     * @param recordMillis when the source received the message, or {@link SourceRecord#TIME_UNKNOWN}
     * @return {@code seconds}, {@code microseconds} or {@code nanoseconds}; empty when the time is near as it is, or in no
     *     unit, or it is not known when the message was received
     */
    public static Optional<String> likelyUnit(long eventMillis, long recordMillis) {
        if (recordMillis == SourceRecord.TIME_UNKNOWN || isNear(eventMillis, recordMillis)) {
            return Optional.empty();
        }
        boolean fits = eventMillis <= Long.MAX_VALUE / 1000 && eventMillis >= Long.MIN_VALUE / 1000;
        if (fits && isNear(eventMillis * 1000, recordMillis)) {
            return Optional.of(word(EpochTime.Unit.SECONDS));
        }
        if (isNear(eventMillis / 1000, recordMillis)) {
            return Optional.of(word(EpochTime.Unit.MICROSECONDS));
        }
        if (isNear(eventMillis / 1_000_000, recordMillis)) {
            return Optional.of(word(EpochTime.Unit.NANOSECONDS));
        }
        return Optional.empty();
    }

    private static boolean isNear(long millis, long recordMillis) {
        // Far apart by more than a long holds is far apart.
        long distance = millis - recordMillis;
        boolean overflows = ((millis ^ recordMillis) & (millis ^ distance)) < 0;
        return !overflows && distance <= NEAR_MILLIS && distance >= -NEAR_MILLIS;
    }

    /** The unit in which a number is a time from 1971 to 2199; there is never more than one. */
    static Optional<EpochTime.Unit> unitOf(long number) {
        for (EpochTime.Unit unit : EpochTime.Unit.values()) {
            if (isHonest(number, unit)) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }

    /** Whether a number is a time from 1971 to 2199 in a unit. */
    static boolean isHonest(long number, EpochTime.Unit unit) {
        long seconds = Math.floorDiv(number, perSecond(unit));
        return seconds >= HONEST_SECONDS_MIN && seconds < HONEST_SECONDS_MAX;
    }

    /** The time that a number is in a unit. */
    static Instant at(long number, EpochTime.Unit unit) {
        long perSecond = perSecond(unit);
        return Instant.ofEpochSecond(
                Math.floorDiv(number, perSecond), Math.floorMod(number, perSecond) * (1_000_000_000 / perSecond));
    }

    private static long perSecond(EpochTime.Unit unit) {
        return switch (unit) {
            case SECONDS -> 1;
            case MILLISECONDS -> 1_000;
            case MICROSECONDS -> 1_000_000;
            case NANOSECONDS -> 1_000_000_000;
        };
    }

    /** How messages name a unit. */
    static String word(EpochTime.Unit unit) {
        return unit.name().toLowerCase(Locale.ROOT);
    }
}
