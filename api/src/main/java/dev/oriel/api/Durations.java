package dev.oriel.api;

import java.util.List;

/**
 * Durations as users write them: {@code 10m}, {@code 1h30m}, {@code 1h 30m}, {@code 30d}, {@code 2w}, {@code 500ms}, a bare
 * number of seconds, {@code all} or {@code infinity}.
 */
public final class Durations {
    /** The length of {@code all} and {@code infinity}: 100 years of 365 days. */
    public static final long ALL_MILLIS = 100L * 365 * 24 * 60 * 60 * 1000;

    private static final int QUOTED_MAX = 100;

    private record Unit(String name, long millis) {}

    private static final List<Unit> UNITS = List.of(
            new Unit("w", 7L * 24 * 60 * 60 * 1000),
            new Unit("d", 24L * 60 * 60 * 1000),
            new Unit("h", 60L * 60 * 1000),
            new Unit("m", 60L * 1000),
            new Unit("s", 1000L),
            new Unit("ms", 1L));

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @return its length in milliseconds, from 0 to {@link #ALL_MILLIS}
     * @throws IllegalArgumentException if the text is no duration, is negative, names a unit twice or exceeds 100 years
     */
    public static long millis(String text) {
        String compact = text.replace(" ", "");
        if (compact.equals("all") || compact.equals("infinity")) {
            return ALL_MILLIS;
        }
        if (isNumber(compact)) {
            return checked(text, compact, 1000);
        }
        long total = 0;
        int used = 0;
        int at = 0;
        if (compact.isEmpty()) {
            throw notADuration(text);
        }
        while (at < compact.length()) {
            int numberEnd = at;
            while (numberEnd < compact.length() && isDigit(compact.charAt(numberEnd))) {
                numberEnd++;
            }
            int unitEnd = numberEnd;
            while (unitEnd < compact.length() && !isDigit(compact.charAt(unitEnd))) {
                unitEnd++;
            }
            int unit = unitIndex(compact.substring(numberEnd, unitEnd));
            if (numberEnd == at || unit < 0 || (used & 1 << unit) != 0) {
                throw notADuration(text);
            }
            used |= 1 << unit;
            total += checked(
                    text, compact.substring(at, numberEnd), UNITS.get(unit).millis());
            at = unitEnd;
        }
        if (total > ALL_MILLIS) {
            throw tooLong(text);
        }
        return total;
    }

    /** Whether {@link #millis} reads the text. */
    public static boolean isDuration(String text) {
        try {
            millis(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The shortest spelling in one unit: 600,000 is {@code 10m}, 5,400,000 is {@code 90m}, 86,400,000 is {@code 1d},
     * 1,209,600,000 is {@code 2w}; {@link #ALL_MILLIS} and more is {@code all}.
     */
    public static String label(long millis) {
        if (millis >= ALL_MILLIS) {
            return "all";
        }
        if (millis == 0) {
            return "0s";
        }
        for (Unit unit : UNITS) {
            if (millis % unit.millis() == 0) {
                return millis / unit.millis() + unit.name();
            }
        }
        throw new AssertionError("a whole number of milliseconds divides by one millisecond");
    }

    /**
     * What follows the name of a windowed feature on the wire: {@code __600__} for ten minutes, {@code __all__}.
     *
     * @throws IllegalArgumentException if the window is not a whole number of seconds
     */
    public static String windowSuffix(long windowMillis) {
        if (windowMillis >= ALL_MILLIS) {
            return "__all__";
        }
        if (windowMillis <= 0 || windowMillis % 1000 != 0) {
            throw new IllegalArgumentException("a window of " + windowMillis
                    + " ms cannot be named: windows are a positive, whole number of seconds");
        }
        return "__" + windowMillis / 1000 + "__";
    }

    private static long checked(String text, String digits, long unitMillis) {
        // 100 years have 13 digits in milliseconds; more digits would only overflow.
        if (digits.length() > 13) {
            throw tooLong(text);
        }
        long number = Long.parseLong(digits);
        if (number > ALL_MILLIS / unitMillis) {
            throw tooLong(text);
        }
        return number * unitMillis;
    }

    private static int unitIndex(String name) {
        for (int i = 0; i < UNITS.size(); i++) {
            if (UNITS.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> isDigit((char) c));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static IllegalArgumentException notADuration(String text) {
        return new IllegalArgumentException(quoted(text) + " is not a duration: write for example 10m, 1h30m or 30d");
    }

    private static IllegalArgumentException tooLong(String text) {
        return new IllegalArgumentException(quoted(text) + " is longer than 100 years: write 'all' for everything");
    }

    /** The text as one line that can be read: what is no letter and not of ASCII by its number, and not more than is needed. */
    private static String quoted(String text) {
        var quoted = new StringBuilder("'");
        for (int i = 0; i < Math.min(text.length(), QUOTED_MAX); i++) {
            char c = text.charAt(i);
            boolean printed = (c >= ' ' && c <= '~') || Character.isLetterOrDigit(c);
            quoted.append(printed ? Character.toString(c) : String.format("\\u%04x", (int) c));
        }
        return quoted.append(text.length() > QUOTED_MAX ? "…'" : "'").toString();
    }
}
