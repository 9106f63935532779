package dev.oriel.api.expression;

import dev.oriel.api.Durations;
import java.util.List;
import java.util.Optional;

/** Whether a feature has a window, in whatever spelling it is asked for. */
final class WindowLookup {
    private WindowLookup() {}

    /** Why the window cannot be picked; empty when it can. Declared windows that are no durations are reported elsewhere. */
    static Optional<String> missing(String feature, List<String> declared, String asked) {
        String declaredList = "declared are " + String.join(", ", declared);
        Optional<Long> length = millis(asked);
        if (length.isEmpty()) {
            return Optional.of("'" + asked + "' is not a window of '" + feature + "': " + declaredList);
        }
        boolean found = declared.stream().anyMatch(window -> millis(window).equals(length));
        return found
                ? Optional.empty()
                : Optional.of("'" + feature + "' has no window '" + asked + "': " + declaredList);
    }

    private static Optional<Long> millis(String window) {
        try {
            return Optional.of(Durations.millis(window));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
