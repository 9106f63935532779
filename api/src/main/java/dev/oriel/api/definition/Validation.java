package dev.oriel.api.definition;

import org.jspecify.annotations.Nullable;

/**
 * What values a feature may have; null asks for nothing.
 *
 * @param min least number
 * @param max greatest number
 * @param minLength least number of characters, bytes or items
 * @param maxLength greatest number of characters, bytes or items
 * @param contains what a text, or an item of a list, contains
 * @param strict whether a value outside becomes null with an error
 */
public record Validation(
        @Nullable Double min,
        @Nullable Double max,
        @Nullable Integer minLength,
        @Nullable Integer maxLength,
        @Nullable String contains,
        boolean strict) {
    /** Whether numbers are bounded. */
    public boolean ofNumbers() {
        return min != null || max != null;
    }

    /** Whether lengths are bounded. */
    public boolean ofLengths() {
        return minLength != null || maxLength != null;
    }
}
