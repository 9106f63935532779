package dev.oriel.engine.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Times as most writers spell them, {@code 2024-03-31T12:00:00.123+02:00} or with {@code Z}, read from their bytes: a tenth of
 * the time that {@code java.time} takes.
 */
final class PlainTimes {
    private static final int[] NANOS_OF_LAST_DIGIT = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
    };
    private static final int[] DAYS_OF_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int SECONDS_CHARS = "2024-03-31T12:00:00".length();

    /** The most that this reads as an offset; {@code java.time} allows 18:00 too. */
    private static final int OFFSET_HOURS_MAX = 17;

    private static final int WRONG = -1_000_000;

    private PlainTimes() {}

    /** Passes the text at hand if it is such a time; otherwise nothing is passed, and there is no time. */
    static @Nullable Instant read(JsonBytes json) {
        byte[] bytes = json.bytes();
        int from = json.at() + 1;
        int end = from + SECONDS_CHARS;
        // The closing quote, after a zone of one character at least, is still among the bytes.
        if (json.peek() != '"' || end + 2 > bytes.length || !hasSeparators(bytes, from)) {
            return null;
        }
        int year = two(bytes, from) * 100 + two(bytes, from + 2);
        int month = two(bytes, from + 5);
        int day = two(bytes, from + 8);
        int hour = two(bytes, from + 11);
        int minute = two(bytes, from + 14);
        int second = two(bytes, from + 17);
        if (year < 0
                || !isDay(year, month, day)
                || !isBelow(hour, 24)
                || !isBelow(minute, 60)
                || !isBelow(second, 60)) {
            return null;
        }
        int nanos = 0;
        int at = end;
        if (bytes[at] == '.') {
            at++;
            while (at < bytes.length && at - end <= 9 && bytes[at] >= '0' && bytes[at] <= '9') {
                nanos = nanos * 10 + (bytes[at] - '0');
                at++;
            }
            if (at == end + 1) {
                return null;
            }
            nanos *= NANOS_OF_LAST_DIGIT[at - end - 1];
        }
        int zoneSeconds = zoneSeconds(bytes, at);
        int quote = zoneSeconds == WRONG ? at : at + (bytes[at] == 'Z' ? 1 : 6);
        if (zoneSeconds == WRONG || quote >= bytes.length || bytes[quote] != '"') {
            return null;
        }
        json.moveTo(quote + 1);
        long seconds = epochDay(year, month, day) * 86_400L + hour * 3_600L + minute * 60L + second - zoneSeconds;
        return Instant.ofEpochSecond(seconds, nanos);
    }

    private static boolean hasSeparators(byte[] bytes, int from) {
        return bytes[from + 4] == '-'
                && bytes[from + 7] == '-'
                && bytes[from + 10] == 'T'
                && bytes[from + 13] == ':'
                && bytes[from + 16] == ':';
    }

    /** Two digits as a number; far below zero if one is none. */
    private static int two(byte[] bytes, int at) {
        int tens = bytes[at] - '0';
        int ones = bytes[at + 1] - '0';
        return isBelow(tens, 10) && isBelow(ones, 10) ? tens * 10 + ones : WRONG;
    }

    private static boolean isBelow(int value, int limit) {
        return value >= 0 && value < limit;
    }

    private static boolean isDay(int year, int month, int day) {
        if (month < 1 || month > 12 || day < 1) {
            return false;
        }
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return day <= DAYS_OF_MONTH[month - 1] + (month == 2 && leap ? 1 : 0);
    }

    /** What is to be subtracted for a zone: {@code Z} or {@code +02:00}. */
    private static int zoneSeconds(byte[] bytes, int at) {
        if (at < bytes.length && bytes[at] == 'Z') {
            return 0;
        }
        if (at + 6 > bytes.length || (bytes[at] != '+' && bytes[at] != '-') || bytes[at + 3] != ':') {
            return WRONG;
        }
        int hours = two(bytes, at + 1);
        int minutes = two(bytes, at + 4);
        if (!isBelow(hours, OFFSET_HOURS_MAX + 1) || !isBelow(minutes, 60)) {
            return WRONG;
        }
        int seconds = hours * 3_600 + minutes * 60;
        return bytes[at] == '-' ? -seconds : seconds;
    }

    /** Days since 1970 of a day of the years 0 to 9999: years that begin in March end with the day that may be missing. */
    private static int epochDay(int year, int month, int day) {
        int marchYear = month > 2 ? year : year - 1;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int leapDays = Math.floorDiv(marchYear, 4) - Math.floorDiv(marchYear, 100) + Math.floorDiv(marchYear, 400);
        return marchYear * 365 + leapDays + dayOfYear - 719_468;
    }
}
