package dev.oriel.api.check;

import dev.oriel.api.Durations;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Schedules as text: a cron expression of five fields, or a duration between two runs. */
final class Schedules {
    /**
     * A field of a cron expression.
     *
     * @param names other spellings of the numbers, from {@code min}
     */
    private record Field(String name, int min, int max, List<String> names) {}

    private static final List<Field> FIELDS = List.of(
            new Field("a minute", 0, 59, List.of()),
            new Field("an hour", 0, 23, List.of()),
            new Field("a day of the month", 1, 31, List.of()),
            new Field(
                    "a month",
                    1,
                    12,
                    List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
            new Field("a day of the week", 0, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")));

    private Schedules() {}

    /** Why a text is no schedule; empty when it is one. */
    static Optional<String> problem(String text) {
        String[] parts = text.strip().split("\\s+");
        if (parts.length != FIELDS.size()) {
            return isPositiveDuration(text)
                    ? Optional.empty()
                    : Optional.of(
                            "'" + text + "' is not a schedule: write a cron expression of minute, hour, day, month"
                                    + " and day of week, such as '0 3 * * *', or a duration such as 1d");
        }
        for (int i = 0; i < parts.length; i++) {
            if (!isField(parts[i], FIELDS.get(i))) {
                Field field = FIELDS.get(i);
                return Optional.of("'" + parts[i] + "' is not " + field.name() + " of a schedule: write " + field.min()
                        + " to " + field.max() + ", '*', lists such as 1,15, ranges such as 1-5, steps such as */10");
            }
        }
        return Optional.empty();
    }

    private static boolean isPositiveDuration(String text) {
        try {
            return Durations.millis(text) > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isField(String text, Field field) {
        for (String item : text.split(",", -1)) {
            String[] steps = item.split("/", -1);
            boolean stepped = steps.length == 1 || (steps.length == 2 && isNumber(steps[1], 1, field.max()));
            if (!stepped || !isRange(steps[0], field)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isRange(String text, Field field) {
        if (text.equals("*")) {
            return true;
        }
        String[] ends = text.split("-", -1);
        if (ends.length > 2) {
            return false;
        }
        for (String end : ends) {
            boolean named = field.names().contains(end.toLowerCase(Locale.ROOT));
            if (!named && !isNumber(end, field.min(), field.max())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(String text, int min, int max) {
        if (!text.matches("\\d{1,2}")) {
            return false;
        }
        int number = Integer.parseInt(text);
        return number >= min && number <= max;
    }
}
